from __future__ import annotations

import io
import zipfile
from html import escape

from pypdf import PdfReader, PdfWriter
from weasyprint import HTML


def pdf(*lines: str) -> bytes:
    return HTML(string="".join(f"<p>{escape(line)}</p>" for line in lines)).write_pdf()


def encrypted_pdf(line: str, *, user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(line))))
    writer.encrypt(user, owner, algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def ofd(*lines: str) -> bytes:
    texts = "".join(f"<ofd:TextObject><ofd:TextCode>{escape(line)}</ofd:TextCode></ofd:TextObject>" for line in lines)
    parts = {
        "OFD.xml": "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        "Doc_0/Document.xml": '<ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Content>{texts}</ofd:Content>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<ofd:Root xmlns:ofd="http://www.ofdspec.org/2016">{content}</ofd:Root>')
    return file.getvalue()


def txt(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("utf-8-sig")


def csv(*lines: str) -> bytes:
    return "\r\n".join(f"{line},2014" for line in lines).encode("gb18030")
