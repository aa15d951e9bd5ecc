"""Word fields with their results already in them, so that Word never has to ask whether to update them.

Knows nothing of the document they stand in.
"""

from __future__ import annotations

from cro_tui.word.markup import escape


def field(instruction: str, result: str) -> str:
    """The runs of a complex field: its instruction, and the result that is shown until Word computes it anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{escape(result)}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_of_pages() -> str:
    """“Page X of Y”, for footers."""
    return (
        '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
        + field("PAGE", "1")
        + '<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
        + field("NUMPAGES", "1")
    )


def numbered_label(kind: str, number: int, bookmark_id: int, bookmark: str) -> str:
    """“Table 3” or “Figure 1”, counted by Word and bookmarked for cross-references."""
    return (
        f'<w:bookmarkStart w:id="{bookmark_id}" w:name="{escape(bookmark)}"/>'
        f'<w:r><w:t xml:space="preserve">{escape(kind)} </w:t></w:r>'
        + field(f"SEQ {kind} \\* ARABIC", str(number))
        + f'<w:bookmarkEnd w:id="{bookmark_id}"/>'
    )


def reference(bookmark: str, result: str) -> str:
    """A cross-reference that jumps to its target when clicked."""
    return field(f"REF {bookmark} \\h", result)
