"""What the body of a page is made of. One StreamBlock serves every page type."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from hub.media_blocks import DocumentBlock, ImageBlock
from hub.table_block import TranslatableTableBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
VIDEO_ENDINGS = ("mp4", "webm")


class HeadingLevel(blocks.ChoiceBlock):
    choices = [("2", "章（二级标题）"), ("3", "节（三级标题）")]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="标题文字", max_length=200)
    level = HeadingLevel(label="级别", default="2")

    class Meta:
        icon = "title"
        label = "小标题"
        template = "blocks/heading.html"


class ProvisionBlock(blocks.StructBlock):
    """One article of a regulation: its number stands apart from its text, so that it can be cited and linked."""

    number = blocks.CharBlock(label="条号", max_length=40, help_text="例如：第一条")
    text = blocks.RichTextBlock(label="条文", features=TEXT_FEATURES)

    class Meta:
        icon = "list-ol"
        label = "条文"
        template = "blocks/provision.html"


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label="图片")
    alt = blocks.CharBlock(
        label="替代文字", max_length=200, help_text="看不到图片的人会听到这段文字。请写出图片里有什么，不要写“图片”。"
    )
    caption = blocks.CharBlock(label="图片说明", max_length=300, required=False)

    class Meta:
        icon = "image"
        label = "图片"
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="图集标题", max_length=100, required=False)
    pictures = blocks.ListBlock(PictureBlock(), label="图片", min_num=2, max_num=40)

    class Meta:
        icon = "image"
        label = "图集"
        template = "blocks/gallery.html"


class AttachmentBlock(blocks.StructBlock):
    document = DocumentBlock(label="文件")
    title = blocks.CharBlock(label="显示名称", max_length=200, required=False, help_text="留空则显示文件自己的名称")

    class Meta:
        icon = "doc-full-inverse"
        label = "附件"
        template = "blocks/attachment.html"


class VideoBlock(blocks.StructBlock):
    """A film from our own library: nothing is loaded from another party, and captions are required (WCAG 1.2.2)."""

    title = blocks.CharBlock(label="视频标题", max_length=200)
    video = DocumentBlock(label="视频文件", help_text="mp4 或 webm")
    captions = DocumentBlock(label="字幕文件", help_text="WebVTT（.vtt），听不到声音的人靠它看懂视频")
    poster = ImageBlock(label="封面", required=False)
    transcript = blocks.TextBlock(label="文字稿", required=False)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if cleaned["video"] and cleaned["video"].file_extension.lower() not in VIDEO_ENDINGS:
            errors["video"] = ValidationError("请选择 mp4 或 webm 格式的视频文件。")
        if cleaned["captions"] and cleaned["captions"].file_extension.lower() != "vtt":
            errors["captions"] = ValidationError("请选择 .vtt 格式的字幕文件。")
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "media"
        label = "视频"
        template = "blocks/video.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="引文")
    source = blocks.CharBlock(label="出处", max_length=200, required=False)

    class Meta:
        icon = "openquote"
        label = "引文"
        template = "blocks/quotation.html"


TABLE_OPTIONS: dict[str, Any] = {
    "minSpareRows": 0,
    "startRows": 3,
    "startCols": 3,
    "contextMenu": [
        "row_above",
        "row_below",
        "---------",
        "col_left",
        "col_right",
        "---------",
        "remove_row",
        "remove_col",
    ],
    "language": "zh-CN",
    "renderer": "text",
    "autoColumnSize": False,
}


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label="正文", features=TEXT_FEATURES, icon="pilcrow", template="blocks/paragraph.html"
    )
    provision = ProvisionBlock()
    table = TranslatableTableBlock(
        label="表格", icon="table", table_options=TABLE_OPTIONS, template="blocks/table.html"
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    attachment = AttachmentBlock()
    video = VideoBlock()
    quotation = QuotationBlock()

    class Meta:
        label = "正文"
