"""Several documents uploaded at once: beside each stands what was found in it."""

from __future__ import annotations

from wagtail.documents.views.multiple import AddView


class AddDocumentsView(AddView):
    edit_form_template_name = "media/uploaded_document.html"
