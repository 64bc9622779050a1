"""Archives and mails: every file within comes out once, under a name that is only a label."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from shishi_xl.core.findings import find
from shishi_xl.reading import archives, opening
from shishi_xl.reading.refusal import Refusal
from shishi_xl.reading.workers import Readers
from tests.reading import making

FORM = making.xlsx()


def names(data: bytes) -> list[str]:
    return [name for name, _ in archives.members(data)]


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        archives.members(data)
    return caught.value.code, caught.value.facts["reason"]


def test_members_of_a_zip_and_of_the_zip_within():
    inner = making.plain_zip({"乙.csv": making.delimited()})
    data = making.plain_zip({"附件/甲.xlsx": FORM, "附件/": b"", "内.zip": inner})
    assert archives.members(data) == [("附件/甲.xlsx", FORM), ("内.zip/乙.csv", making.delimited())]


def test_what_programs_leave_behind_is_not_a_member():
    noise = ["__MACOSX/._甲.xlsx", "~$甲.xlsx", "附件/Thumbs.db", ".DS_Store", "附件/desktop.ini"]
    assert names(making.plain_zip({**dict.fromkeys(noise, b"x"), "甲.xlsx": FORM})) == ["甲.xlsx"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_without_the_utf8_flag(encoding):
    data = making.plain_zip({"placeholder.xlsx": FORM}, zipfile.ZIP_STORED)
    wanted = ("区教委.xlsx".encode(encoding)).rjust(16, b"_")
    assert names(data.replace(b"placeholder.xlsx", wanted)) == [wanted.decode(encoding)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/甲.xlsx", "etc/甲.xlsx"),
        ("/根/甲.xlsx", "根/甲.xlsx"),
        ("C:\\用户\\甲.xlsx", "用户/甲.xlsx"),
        ("甲\n乙\u202e.xlsx", "甲 乙.xlsx"),
        ("长" * 300 + ".xlsx", "…" + ("长" * 300 + ".xlsx")[-200:]),
    ],
)
def test_a_name_is_only_a_label(name, shown, tmp_path):
    assert archives.label(name) == shown
    info = zipfile.ZipInfo("x")
    info.filename = name
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, FORM)
    result = archives.unpack(file.getvalue(), tmp_path)
    (member,) = result["members"]
    (written,) = tmp_path.iterdir()
    assert member["path"] == str(written)
    assert written.read_bytes() == FORM


def test_an_archive_that_cannot_be_used_says_why():
    deep = making.plain_zip({"a.zip": making.plain_zip({"b.zip": making.plain_zip({"c.csv": b"1,2"})})})
    many = making.plain_zip({f"{number}.csv": b"1" for number in range(600)})
    assert refusal(deep) == ("archive-unusable", "压缩包里套了太多层压缩包")
    assert refusal(many) == ("archive-unusable", "里面的文件超过 500 个")
    assert refusal(making.plain_zip({})) == ("archive-unusable", "里面没有文件")
    assert refusal(making.mail({})) == ("archive-unusable", "邮件里没有附件")


def locked(data, entry=1):
    """Return a zip one entry of which asks for a password."""
    found = bytearray(data)
    place = 0
    for _ in range(entry):
        place = found.find(b"PK\x01\x02", place + 1)
    found[place + 8] |= 1
    return bytes(found)


def test_an_archive_with_a_password_is_told_how_to_do_without():
    result = opening.read_bytes(locked(making.plain_zip({"甲.xlsx": FORM})))
    said = find(result["code"], **result["facts"])
    assert said.code == "encrypted"
    assert "压缩包设了打开密码" in said.message
    assert "重新打包、不设密码" in said.message
    assert "保护工作簿" not in said.message


def test_an_archive_with_a_password_within_another_leaves_the_rest_usable():
    inner = locked(making.plain_zip({"乙.xlsx": FORM}))
    assert archives.members(making.plain_zip({"甲.xlsx": FORM, "内.zip": inner})) == [
        ("甲.xlsx", FORM),
        ("内.zip", inner),
    ]


def test_one_locked_or_damaged_file_is_refused_by_itself():
    parts = {"甲.xlsx": FORM, "乙.xlsx": making.delimited() * 2, "丙.csv": b"1,2"}
    one_locked = locked(making.plain_zip(parts), 2)
    damaged = making.plain_zip(parts, zipfile.ZIP_STORED).replace(
        making.delimited() * 2, b"x" * len(making.delimited() * 2)
    )
    for data, code in ((one_locked, "encrypted"), (damaged, "archive-unusable")):
        found = dict(archives.members(making.plain_zip({"外.zip": data})))
        assert list(found) == ["外.zip/甲.xlsx", "外.zip/乙.xlsx", "外.zip/丙.csv"]
        assert found["外.zip/甲.xlsx"] == FORM
        assert opening.read_bytes(found["外.zip/乙.xlsx"])["code"] == code


def test_an_empty_file_is_a_member_like_any_other():
    zipped = making.plain_zip({"空.xlsx": b"", "附件/": b"", "甲.xlsx": FORM})
    assert names(zipped) == ["空.xlsx", "甲.xlsx"]
    assert names(making.mail({"空.xlsx": b"", "甲.xlsx": FORM})) == ["空.xlsx", "甲.xlsx"]
    assert opening.read_bytes(b"")["facts"] == {"reason": "文件是空的，大小为 0"}


def saved_at(day):
    """Return a workbook that says on which day of June it was saved."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = day
    data = making.saved(book)
    parts = making.parts_of(data)
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-06-%02dT01:00:00Z" % day, core)
    return making.plain_zip(parts)


def test_versions_in_a_mail_come_in_the_order_in_which_they_were_saved():
    parts = {"改.xlsx": saved_at(19), "图.png": b"\x89PNG", "原.xlsx": saved_at(10), "说明.csv": b"1,2"}
    assert names(making.mail(parts)) == ["原.xlsx", "图.png", "改.xlsx", "说明.csv"]


def test_versions_packed_at_one_moment_come_in_the_order_in_which_they_were_saved():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (("改.xlsx", saved_at(19)), ("原.xlsx", saved_at(10))):
            archive.writestr(zipfile.ZipInfo(name, (2020, 6, 20, 10, 0, 0)), content)
    assert names(file.getvalue()) == ["原.xlsx", "改.xlsx"]


def test_a_version_in_an_archive_within_is_as_old_as_it_is_itself():
    def packed(*entries):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, day, content in entries:
                archive.writestr(zipfile.ZipInfo(name, (2020, 6, day, 10, 0, 0)), content)
        return file.getvalue()

    inner = packed(("旧.csv", 10, b"1,2"))
    assert names(packed(("内.zip", 20, inner), ("新.csv", 15, b"1,3"))) == ["内.zip/旧.csv", "新.csv"]


def test_what_was_written_later_comes_later_whatever_the_order_in_the_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, day in (("a最终.csv", 19), ("b初稿.csv", 10), ("c二稿.csv", 12)):
            archive.writestr(zipfile.ZipInfo(name, (2020, 6, day, 10, 0, 0)), f"{name},1")
    assert names(file.getvalue()) == ["b初稿.csv", "c二稿.csv", "a最终.csv"]


def test_attachments_of_a_mail_and_of_a_zip_attached_to_it():
    data = making.mail({"推进情况表.xlsx": FORM, "打包.zip": making.plain_zip({"甲.csv": b"1,2"})})
    assert archives.members(data) == [("推进情况表.xlsx", FORM), ("打包.zip/甲.csv", b"1,2")]


def test_a_mail_saved_with_a_mark_in_front():
    assert names(b"\xef\xbb\xbf" + making.mail({"甲.xlsx": FORM})) == ["甲.xlsx"]


def test_a_workbook_that_has_lost_its_list_of_types_is_no_archive():
    parts = making.parts_of(FORM)
    del parts["[Content_Types].xml"]
    assert opening.parse(making.plain_zip(parts))["kind"] == "xlsx"


def test_pictures_in_the_text_and_signatures_are_not_attachments():
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "6月"
    message.set_content("见附件")
    message.add_alternative("<img src='cid:logo'>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    message.add_attachment(FORM, maintype="application", subtype="vnd.ms-excel", filename="甲.xlsx")
    message.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert names(message.as_bytes()) == ["甲.xlsx"]


def test_a_raw_gbk_file_name_in_a_mail():
    data = making.mail({"placeholder.xlsx": FORM}).replace(b"placeholder", "区教委".encode("gbk"))
    assert names(data) == ["区教委.xlsx"]


@pytest.mark.parametrize(
    "written",
    [
        'filename="=?gb18030?B?x/i9zM6vLnhsc3g=?="',
        "filename==?gb2312?B?x/i9zM6vLnhsc3g=?=",
        'filename="=?utf-8?B?5Yy65pWZ?=\r\n =?utf-8?B?5aeULnhsc3g=?="',
        "filename*=gb18030''%C7%F8%BD%CC%CE%AF.xlsx",
        "filename*0*=utf-8''%E5%8C%BA%E6%95%99;\r\n filename*1*=%E5%A7%94.xlsx",
        "filename*0*=gb18030''%C7%F8%BD;\r\n filename*1*=%CC%CE%AF;\r\n filename*2=.xlsx",  # cut within a character
        "filename*0*=GBK'zh'%C7%F8%BD%C;\r\n filename*1*=C%CE%AF.xlsx",  # even within an escape
        "filename*0*=x-unknown''%C7%F8%BD;\r\n filename*1*=%CC%CE%AF.xlsx",
        'filename="=?gbk?Q?=C7=F8=BD=CC=CE=AF.xlsx?="',
    ],
)
def test_the_ways_mailers_write_a_chinese_file_name(written):
    data = making.mail({"placeholder.xlsx": FORM}).replace(b'filename="placeholder.xlsx"', written.encode())
    assert names(data) == ["区教委.xlsx"]


def test_a_table_pasted_into_a_mail_is_its_member():
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "6月"
    message.set_content(making.html(charset="utf-8").decode(), subtype="html")
    ((name, content),) = archives.members(message.as_bytes())
    assert name == "正文.html"
    assert opening.parse(content)["kind"] == "html"


def message_of(*parts, body="<p>见附件</p>"):
    """Return a mail of parts given as (headers, content)."""
    import base64

    lines = [
        "From: a@example.com",
        "Subject: 6",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
    ]
    for headers, content in (("Content-Type: text/html; charset=utf-8", body.encode()), *parts):
        lines += ["--b", headers, "Content-Transfer-Encoding: base64", "", base64.encodebytes(content).decode()]
    return "\r\n".join([*lines, "--b--", ""]).encode()


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: application/vnd.ms-excel",
        "Content-Type: application/vnd.ms-excel\r\nContent-Disposition: inline",
        "Content-Type: application/octet-stream\r\nContent-ID: <a@b>",
        "Content-Type: text/csv; charset=gbk",
    ],
)
def test_an_attachment_without_a_name_is_one_all_the_same(headers):
    assert archives.members(message_of((headers, FORM))) == [("附件1", FORM)]


def test_a_table_in_the_body_counts_beside_a_picture_or_a_scan():
    table = making.html(charset="utf-8").decode()
    picture = ('Content-Type: image/png\r\nContent-Disposition: attachment; filename="a.png"', b"\x89PNG\r\n")
    scan = ('Content-Type: application/pdf; name="b.pdf"', b"%PDF-1.7")
    form = ('Content-Type: application/vnd.ms-excel; name="c.xlsx"', FORM)
    assert names(message_of(picture, scan, body=table)) == ["正文.html", "a.png", "b.pdf"]
    assert names(message_of(picture, form, body=table)) == ["a.png", "c.xlsx"]
    layout = "<table><tr><td><table><tr><td>张三</td><td>区教委</td></tr></table></td></tr></table>"
    assert names(message_of(scan, body=layout)) == ["b.pdf"]


def test_members_are_read_like_any_other_file(tmp_path):
    outer, spool = tmp_path / "打包.zip", tmp_path / "spool"
    spool.mkdir()
    outer.write_bytes(making.plain_zip({"甲.xlsx": FORM, "乙.csv": making.delimited(), "说明.pdf": b"%PDF-1.7"}))
    with Readers(1) as readers:
        (container,) = readers.read_many([outer], spool)
        assert (container["status"], container["kind"]) == ("container", "zip")
        inner = readers.read_many([Path(member["path"]) for member in container["members"]])
        assert [result.get("kind") or result["code"] for result in inner] == ["xlsx", "csv", "not-a-workbook"]
