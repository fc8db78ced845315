"""The term for paying a fee, and the national prices."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from inquiry.seeds import FEE_PRICES, FEE_RULES, FEES, PAY_FEE


def seed(apps: Any, schema_editor: Any) -> None:
    term, price = apps.get_model("hub", "LegalTerm"), apps.get_model("inquiry", "FeePrice")
    term.objects.get_or_create(
        code=PAY_FEE.code,
        in_force_from=PAY_FEE.in_force_from,
        defaults={"subject": PAY_FEE.subject, "days": PAY_FEE.days, "source": PAY_FEE.source, "unit": PAY_FEE.unit},
    )
    names = ("basis", "above", "price", "step", "rise")
    price.objects.bulk_create(
        [price(source=FEES, in_force_from=FEE_RULES, **dict(zip(names, row, strict=True))) for row in FEE_PRICES]
    )


class Migration(migrations.Migration):
    dependencies = [("hub", "0009_hidden_information"), ("inquiry", "0004_disclosure_process")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
