from __future__ import annotations

from django.db import models

from hub.private_fields import blind_index
from hub.private_fields.fields import EncryptedCharField, EncryptedTextField
from hub.private_fields.models import PrivateDataModel


class Sighting(PrivateDataModel):
    """What a citizen reports of an old tree, and who the citizen is."""

    reporter = EncryptedCharField("报告人", max_length=40)
    telephone = EncryptedCharField("电话", max_length=40, blank=True)
    telephone_index = blind_index.BlindIndexField("telephone", blind_index.telephone)
    id_number = EncryptedCharField("证件号码", max_length=40, null=True, blank=True)
    id_index = blind_index.BlindIndexField("id_number", blind_index.id_number)
    text = EncryptedTextField("内容", max_length=2000, blank=True)
    place = models.CharField("位置", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "古树线索"

    def __str__(self) -> str:
        return f"线索 {self.pk}"
