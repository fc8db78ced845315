from __future__ import annotations

from django.db import models

from hub.private_fields import blind_index
from hub.private_fields.blind_index import BlindIndexField
from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel
from sites.casework.enums import ApplicantKind
from sites.casework.models.case import Case


class Applicant(PrivateDataModel):
    """Who wrote. Apart from the case, so that it can be deleted while the case stays; each look is recorded."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="applicant")
    kind = models.CharField("申请人类型", max_length=20, choices=ApplicantKind.choices, default=ApplicantKind.NATURAL)
    name = EncryptedCharField("姓名或名称", max_length=100)
    telephone = EncryptedCharField("联系电话", max_length=30, blank=True)
    telephone_index = BlindIndexField("telephone", blind_index.telephone)
    email = EncryptedCharField("电子邮箱", max_length=254, blank=True)
    email_index = BlindIndexField("email", blind_index.email)
    address = EncryptedCharField("联系地址", max_length=200, blank=True)
    postcode = EncryptedCharField("邮政编码", max_length=10, blank=True)
    employer = EncryptedCharField("工作单位", max_length=100, blank=True)
    id_kind = models.CharField("证件名称", max_length=20, blank=True)
    id_number = EncryptedCharField("证件号码", max_length=40, blank=True)
    id_index = BlindIndexField("id_number", blind_index.id_number)
    fax = EncryptedCharField("传真", max_length=30, blank=True)
    organisation_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    representative = EncryptedCharField("法定代表人", max_length=60, blank=True)
    contact = EncryptedCharField("联系人", max_length=60, blank=True)
    agent = EncryptedCharField("代理人", max_length=60, blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    email_unreachable_since = models.DateTimeField(null=True, blank=True)  # its mail comes back

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "来信人"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_id}"  # no name: this stands in logs
