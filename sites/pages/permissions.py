"""Who may do what to a page. Publishing is nobody's permission: it follows from approvals (sites.approval)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from sites.pages.translation.locales import is_translation


def outermost(paths: set[str]) -> list[str]:
    """The tree paths among `paths` that lie under no other of them, sorted."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def below(paths: list[str]) -> Q:
    """Pages in one of the subtrees. Ranges, because they use the index on `path` whatever the collation of LIKE."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__gte=path, path__lt=path[:-1] + chr(ord(path[-1]) + 1))
    return condition


class SubtreePermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy, with a person's rows folded into disjoint subtrees.

    Wagtail ORs one condition for each permission row; with rows for many sites its queries take seconds or exceed
    SQLite's expression depth (wagtail#14593). Here a person with the same rights on a whole tree costs one range.
    """

    def _paths_with(self, user: AbstractBaseUser, actions: set[str]) -> list[str]:
        names = self._get_permission_codenames(actions)
        rows = self.get_cached_permissions_for_user(user)
        return outermost({row.page.path for row in rows if row.permission.codename in names})

    def covers_all_pages(self, user: AbstractBaseUser) -> bool:
        """Whether the user may edit the whole tree. No query beyond the person's cached permissions."""
        base = self._base_user_has_permission(user)
        if base is not None:
            return base
        return any(len(path) == Page.steplen for path in self._paths_with(user, {"change"}))

    def instances_user_has_any_permission_for(self, user: AbstractBaseUser, actions: set[str]) -> QuerySet[Page]:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        actions = set(actions)
        condition = below(self._paths_with(user, actions))
        if "change" in actions and "add" not in actions:
            condition |= below(self._paths_with(user, {"add"})) & Q(owner=user)
        return self.model._default_manager.filter(condition)

    def explorable_instances(self, user: AbstractBaseUser) -> QuerySet[Page]:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        paths = self._paths_with(user, {"add", "change", "publish", "lock", "unlock", "bulk_delete"})
        root = self.explorable_root_instance(user)
        if not paths or root is None:
            return self.model._default_manager.none()
        step = Page.steplen
        ancestors = {path[:end] for path in paths for end in range(len(root.path), len(path), step)}
        return self.model._default_manager.filter(below(paths) | Q(path__in=ancestors))


class GroupPagePermissionTester(PagePermissionTester):
    """Wagtail's tester, with everything that touches the public taken out of the hands of single people.

    Nobody publishes, unpublishes, or deletes or moves away a public page by permission, superusers included; the
    ways to do so are workflows and decisions.
    """

    def __init__(self, user: AbstractBaseUser, page: Page) -> None:
        # Wagtail fills `permissions` only for active people who are not superusers.
        self.permissions: set[str] = set()
        super().__init__(user, page)

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        """Taking back a planned publication keeps content from the public: editors may."""
        return self.can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Drafts may be deleted by who may edit them, with everything below; own drafts by their author."""
        if not self.user.is_active or self.page_is_root or self._is_home() or self._has_public_pages():
            return False
        if self.user.is_superuser or "change" in self.permissions:
            return True
        return "add" in self.permissions and self.page.is_leaf() and self.page.owner_id == self.user.pk

    def can_add_subpage(self) -> bool:
        return not is_translation(self.page) and super().can_add_subpage()

    def can_move(self) -> bool:
        """A translation stays with its source; where public pages are is decided by a leader."""
        if self._is_home() or is_translation(self.page) or self._has_public_pages():
            return False
        return self.can_edit()

    def can_move_to(self, destination: Page) -> bool:
        if not self.can_move() or self.page == destination or destination.is_descendant_of(self.page):
            return False
        target = destination.specific_deferred
        if not self.page.is_child_of(destination) and not self.page.specific_deferred.can_move_to(target):
            return False
        return target.permissions_for_user(self.user).can_add_subpage()

    def can_reorder_children(self) -> bool:
        """Drafts: the order of what is public is decided (`sites.approval.order`)."""
        return self.can_edit()

    def can_copy(self) -> bool:
        return not self._is_home() and not is_translation(self.page) and super().can_copy()

    def _has_public_pages(self) -> bool:
        # Asked for every row of a listing: most rows are leaves, and those cost no query.
        return self.page.live or (not self.page.is_leaf() and self.page.get_descendants().live().exists())

    def _is_home(self) -> bool:
        return getattr(self.page.specific_class, "is_home", False) and not is_translation(self.page)
