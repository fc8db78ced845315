"""Who is interviewed, and what was said and shown."""

from __future__ import annotations

from wagtail import blocks

from hub.blocks import PictureBlock, VideoBlock
from hub.media_blocks import ImageBlock


class GuestBlock(blocks.StructBlock):
    name = blocks.CharBlock(label="姓名", max_length=40)
    office = blocks.CharBlock(label="职务", max_length=100)
    image = ImageBlock(label="照片", required=False)

    class Meta:
        icon = "user"
        label = "嘉宾"


class GuestsBlock(blocks.StreamBlock):
    guest = GuestBlock()

    class Meta:
        max_num = 10


class SpeechBlock(blocks.StructBlock):
    speaker = blocks.CharBlock(label="谁说的", max_length=40, help_text="例如：主持人、网友、嘉宾姓名")
    text = blocks.TextBlock(label="内容", max_length=5000)
    said_at = blocks.TimeBlock(label="时间", required=False)

    class Meta:
        icon = "comment"
        label = "发言"
        template = "interviews/speech.html"


class TranscriptBlock(blocks.StreamBlock):
    speech = SpeechBlock()
    picture = PictureBlock()
    video = VideoBlock()
