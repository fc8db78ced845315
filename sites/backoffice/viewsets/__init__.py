"""What the centre manages, one model a file, in the menu group 单位与网站."""
