"""Files with a letter: nothing is lost on the way, nobody gets them but who handles the case and who sent them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from hub.models import SentFile, User
from hub.scheduler.registry import registered_jobs
from hub.sent_files.enums import ScanState
from sites.casework.actions import dialogue
from sites.casework.actions.files import UNSENT_FOR, drop_old_unsent
from sites.casework.actions.screening import accept_case
from sites.casework.models.applicant_look import ApplicantLook
from sites.casework.models.case import Case
from sites.casework.models.case_file import CaseFile
from sites.casework.retention import erase_case
from sites.casework.rights import APPLICANT
from sites.organisation.enums import Office
from tests.casework.desk import Desk, in_hand
from tests.casework.test_desk_entry import ENTER, form_of
from tests.factories import appoint
from tests.hub.sent_files import samples
from tests.hub.sent_files.clamd import FakeClamd, running
from tests.inquiry.citizen import LETTER, Citizen
from tests.staffed import Staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
Login = Callable[[User], Client]
PERSON = {"id_kind": "居民身份证", "id_number": "441481199001010011", "address": "测试路 1 号"}


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    settings.STORAGES = dict(settings.STORAGES)  # a new one forgets the old storage
    return tmp_path / "private"


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    with running() as clamd:
        settings.CLAMAV = clamd.url
        yield clamd


def photo(name: str = "王某家门口.jpg") -> SimpleUploadedFile:
    return samples.upload(name, samples.photo(), "image/jpeg")


def pdf(name: str = "合同.pdf") -> SimpleUploadedFile:
    return samples.upload(name, samples.PDF, "application/pdf")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def sent_with(*uploads: SimpleUploadedFile, **values: Any) -> tuple[Citizen, Case]:
    """A citizen who has the case open."""
    citizen = Citizen()
    number, code = citizen.sends(**{"attachment": list(uploads)} | values)
    return citizen.opens(number, code), Case.objects.get(number=number)


def test_nothing_is_lost_on_the_way(desk: Desk, root: Path) -> None:
    """Another field is wrong, one file is refused, one is taken off again, somebody goes back: the others stay."""
    citizen = Citizen().goes("/letters/write/consultation/?unit=jyj")
    uploads = [photo(), pdf(), samples.upload("a.zip", b"PK\x05\x06" + b"\0" * 18)]
    citizen.presses("下一步：核对", **LETTER | {"telephone": "x", "attachment": uploads})
    assert "有 2 处要改" in citizen.reads()
    assert "“a.zip”：不收压缩包" in citizen.reads()
    assert "去掉 王某家门口.jpg" in citizen.reads()
    citizen.presses("下一步：核对", telephone=LETTER["telephone"], attachment=pdf("又一次.pdf"))
    assert citizen.fact("附件") == "王某家门口.jpg 合同.pdf 谁能看到：办理来信的工作人员"
    citizen.presses("返回修改")
    citizen.presses("下一步：核对", drop=citizen.form("下一步：核对").find("input", {"name": "drop"})["value"])  # type: ignore[index]
    assert citizen.fact("附件").startswith("合同.pdf")
    pressed = citizen.filled("提交")
    numbers = {citizen.posts("/letters/write/consultation/", pressed).fact("编号") for _click in range(3)}
    (case,) = Case.objects.all()
    assert numbers == {case.number}
    assert [row.original_name for row in case.files.all()] == ["合同.pdf"]
    stored = (root / SentFile.objects.get().stored_as).read_bytes()
    assert stored[:1] == b"k"
    assert samples.PDF not in stored


def test_of_a_form_that_nobody_sent_nothing_stays(desk: Desk, root: Path, at: Any, settings: Any) -> None:
    settings.SENT_FILES_MOST = 1
    citizen = Citizen().writes(attachment=photo())
    citizen.presses("返回修改").presses("下一步：核对", attachment=pdf())
    assert "最多上传 1 个文件，“合同.pdf”没有接收" in citizen.reads()
    stranger = Citizen().goes("/letters/write/consultation/?unit=jyj")
    stranger.presses("下一步：核对", **LETTER | {"drop": str(CaseFile.objects.get().pk), "text": "别的事"})
    assert "王某" not in stranger.reads()
    forged = citizen.filled("下一步：核对", form_key="someone.else", attachment=pdf())
    assert "附件没有收到，请重新选择" in citizen.posts("/letters/write/consultation/", forged).reads()
    assert CaseFile.objects.count() == 1
    assert drop_old_unsent() == 0
    with time_machine.travel(CaseFile.objects.get().kept_at + UNSENT_FOR * 2, tick=False), transaction.atomic():
        assert drop_old_unsent() == 1
    assert not SentFile.objects.exists()
    settings.LETTER_RATES = {**settings.LETTER_RATES, "files": "0/h"}
    assert "请求过多" in Citizen().writes(attachment=photo()).reads()


def test_who_sent_it_and_who_handles_it_get_it_and_nobody_else(
    desk: Desk, other_desk: Desk, login: Login, django_capture_on_commit_callbacks: Any
) -> None:
    citizen, case = sent_with(photo(), pdf())
    picture, paper = case.files.all()
    assert "合同.pdf" in citizen.reads()
    own = citizen.client.get(f"/letters/status/files/{paper.pk}/", HTTP_HOST=citizen.host)
    assert (own.content, own["Cache-Control"]) == (samples.PDF, "private, no-store")
    assert own["Content-Disposition"] == "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B62.pdf"
    other, _case = sent_with(text="另一件事")
    for stranger in (other, Citizen()):
        assert stranger.goes(f"/letters/status/files/{paper.pk}/").response.status_code == 404

    url = f"/admin/cases/{case.number}/"
    shown = login(desk.officer).get(f"{url}files/{picture.pk}/")
    assert (shown["Content-Type"], shown["Content-Disposition"][:6]) == ("image/jpeg", "inline")
    page = login(desk.leader).get(url).text
    assert "王某家门口.jpg" in page
    assert "未扫描" in page
    assert login(desk.leader).get(f"{url}files/{paper.pk}/").content == samples.PDF
    looks = [(look.person, look.get_purpose_display(), look.fields) for look in ApplicantLook.objects.order_by("pk")]
    assert looks == [(desk.officer, "打开附件", "附件1.jpg"), (desk.leader, "打开附件", "附件2.pdf")]
    for person in (other_desk.officer, desk.place.editor):
        assert login(person).get(f"{url}files/{paper.pk}/").status_code in (302, 404)
    assert ApplicantLook.objects.count() == 2

    accept_case(case, desk.seat(case))
    dialogue.withdraw_case(case, APPLICANT)
    with django_capture_on_commit_callbacks(execute=True):
        erase_case(case)
    assert not SentFile.objects.exists()
    assert [row.original_name for row in case.files.all()] == ["", ""]
    assert "保存期满，内容已删除" in login(desk.officer).get(url).text
    assert "没有这个附件" in login(desk.officer).get(f"{url}files/{paper.pk}/", follow=True).text


def test_the_unit_complained_of_gets_nothing(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    _citizen, case = sent_with(photo(), kind="complaint")
    url = f"/admin/cases/{case.number}/files/{case.files.get().pk}/"
    for person in (desk.officer, desk.leader):
        assert login(person).get(url).status_code == 404
    assert login(centre[Office.CENTRE_EDITOR]).get(url).status_code == 200


def test_article_10_proof_of_identity_is_for_who_handles_the_request(
    portal: Staffed, bureau: Staffed, login: Login
) -> None:
    officer = appoint(bureau.unit, Office.DISCLOSURE_OFFICER)
    _citizen, case = sent_with(pdf(), kind="disclosure", identity=photo("身份证.jpg"), **PERSON)
    (proof,) = case.files.filter(slot="identity")
    url = f"/admin/cases/{case.number}/"
    assert "身份证.jpg" in login(officer).get(url).text
    assert login(officer).get(f"{url}files/{proof.pk}/").status_code == 200
    reading = login(bureau.leader).get(url).text  # extensions of requests are none of a leader's
    assert "附件1.pdf" in reading
    assert "合同.pdf" not in reading
    assert "身份证.jpg" not in reading
    assert f"files/{proof.pk}/" not in reading
    assert "不能打开附件" in login(bureau.leader).get(f"{url}files/{proof.pk}/", follow=True).text
    assert ApplicantLook.objects.count() == 1


def test_a_supplement_brings_files_or_names_what_is_refused(desk: Desk) -> None:
    citizen, case = sent_with(photo())
    accept_case(case, desk.seat(case))
    dialogue.ask_back(case, desk.seat(case), "有合同吗？")
    citizen.goes("/letters/status/").presses("补充", text="在这里", files=[samples.upload("a.txt", b"PK\x03\x04")])
    assert "“a.txt”：" in citizen.reads()
    assert citizen.form("补充").find("textarea").get_text() == "在这里"  # type: ignore[union-attr]
    citizen.presses("补充", files=[pdf()])
    assert "已收到您的补充" in citizen.reads()
    assert [(row.name, row.event.get_action_display()) for row in case.files.all()] == [
        ("附件1.jpg", "提交"),
        ("附件2.pdf", "补充"),
    ]


def test_what_is_not_known_to_be_clean_nobody_gets(desk: Desk, clamd: FakeClamd, login: Login, settings: Any) -> None:
    settings.CLAMAV = ""
    citizen, case = sent_with(pdf())
    settings.CLAMAV = clamd.url
    row = case.files.get()
    desk_url, own_url = f"/admin/cases/{case.number}/files/{row.pk}/", f"/letters/status/files/{row.pk}/"
    for state, word in ((ScanState.NOT_SCANNED, "还没有通过病毒扫描"), (ScanState.INFECTED, "查出病毒")):
        SentFile.objects.update(scan_state=state)
        assert word in login(desk.officer).get(desk_url, follow=True).text
        assert word in citizen.goes(own_url).reads()
    assert not ApplicantLook.objects.exists()
    SentFile.objects.update(scan_state=ScanState.NOT_SCANNED)
    assert registered_jobs()["scan_sent_files"].run() == 1
    assert login(desk.officer).get(desk_url).status_code == 200


def test_files_follow_an_exchange_of_keys_and_the_former_one_can_go(
    desk: Desk, root: Path, settings: Any, django_capture_on_commit_callbacks: Any, login: Login
) -> None:
    _citizen, case = sent_with(photo(), pdf())
    former = {path.name for path in files(root)}
    settings.PRIVATE_DATA_KEY, settings.PRIVATE_DATA_FORMER_KEYS = "k" * 40, [settings.PRIVATE_DATA_KEY]
    with pytest.raises(CommandError, match="没有用现在的密钥"):
        call_command("rotate_private_data", "--check")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("rotate_private_data")
    settings.PRIVATE_DATA_FORMER_KEYS = []
    call_command("rotate_private_data", "--check")
    assert len(files(root)) == 2
    assert former.isdisjoint(path.name for path in files(root))
    for row in case.files.all():
        assert login(desk.officer).get(f"/admin/cases/{case.number}/files/{row.pk}/").status_code == 200
    settings.PRIVATE_DATA_KEY, settings.PRIVATE_DATA_FORMER_KEYS = "n" * 40, ["k" * 40]
    files(root)[0].unlink()
    with pytest.raises(CommandError, match="1 项无法读取"):
        call_command("rotate_private_data")


def test_the_desk_enters_files_once(desk: Desk, login: Login) -> None:
    client = login(desk.officer)
    data = form_of(client, addressed_to=desk.unit.pk)
    refused = client.post(ENTER, data | {"files": samples.upload("a.exe", b"MZ\x90\0")})
    assert "“a.exe”：不收这种文件" in refused.text
    assert not Case.objects.exists()
    for _click in range(2):
        client.post(ENTER, data | {"files": pdf()})
    assert [row.original_name for row in Case.objects.get().files.all()] == ["合同.pdf"]
    assert in_hand(desk).files.count() == 0
