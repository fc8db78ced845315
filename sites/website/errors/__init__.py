"""What a visitor sees where there is no page: in the site's own dress, as long as there is a site to wear it."""
