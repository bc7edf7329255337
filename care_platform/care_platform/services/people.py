"""Who is cared for, and by whom: tenants, elders, their robots and devices, rights of single accounts."""

from collections.abc import Mapping
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import ADMINISTRATOR
from care_platform.core.clock import WallClock
from care_platform.core.refusals import NotFound, OutOfTurn, Unusable
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.people_tables import Care, Device, Elder, Tenant
from care_platform.store.tables import Account, Event, Robot
from care_platform.store.visibility import above, administered_elders, visible_elders


class TenantKind(str, Enum):
    HOME = "home"
    INSTITUTION = "institution"
    COMMUNITY = "community"


class People:
    """Names stay out of the audit trail, which nobody can erase: it tells of `elder/7`."""

    def __init__(self, clock: WallClock, audit: AuditLog) -> None:
        self._clock = clock
        self._audit = audit

    def add_tenant(
        self, session: Session, key: str, kind: TenantKind, parent: str | None = None, names: Mapping[str, str] = {}
    ) -> Tenant:
        """A new tenant, or a known one with a new kind, parent and names; raises Unusable for a circle of parents."""
        if parent is not None:
            find_tenant(session, parent)
            if key == parent or key in session.scalars(above(parent)).all():
                raise Unusable("refused-circle-of-tenants")
        tenant = ensure_tenant(session, key)
        tenant.kind, tenant.parent, tenant.names = kind.value, parent, dict(names)
        self._audit.append(session, SYSTEM, "tenant_set", key, kind=kind.value, parent=parent)
        return tenant

    def add_elder(
        self,
        session: Session,
        actor: str,
        tenant: str,
        names: Mapping[str, str],
        person_id: str | None = None,
        contacts: Mapping[str, str] = {},
        notes: str = "",
    ) -> Elder:
        """Somebody to care for; raises Unusable when the tenant has this person already."""
        ensure_tenant(session, tenant)
        if person_id and session.scalar(select(Elder.key).filter_by(tenant=tenant, person_id=person_id)):
            raise Unusable("refused-person-taken")
        elder = Elder(tenant=tenant, person_id=person_id, names=dict(names), contacts=dict(contacts), notes=notes)
        elder.created = self._clock.now()
        session.add(elder)
        session.flush()
        self._audit.append(session, actor, "elder_added", subject(elder), tenant=tenant)
        return elder

    def describe(
        self, session: Session, actor: str, elder: Elder, contacts: Mapping[str, str] | None, notes: str | None
    ) -> None:
        """Keeps contacts and notes; None leaves them as they are."""
        elder.contacts = elder.contacts if contacts is None else dict(contacts)
        elder.notes = elder.notes if notes is None else notes
        self._audit.append(session, actor, "elder_changed", subject(elder))

    def give_robot(self, session: Session, actor: str, robot: Robot, elder: Elder | None) -> None:
        """From now on the robot is there for this elder, and who may see the elder sees the robot.

        Raises OutOfTurn when it would show one elder's events to the family of another: it needs a new id then.
        """
        if elder is not None and elder.tenant != robot.tenant:
            raise Unusable("refused-other-tenant")
        if robot.elder is not None and robot.elder is not elder and _has_history(session, robot):
            raise OutOfTurn("refused-robot-has-history")
        robot.elder = elder
        who = subject(elder) if elder else None
        self._audit.append(session, actor, "robot_given", f"{robot.tenant}/{robot.robot_id}", elder=who)

    def add_device(
        self, session: Session, actor: str, tenant: str, device_id: str, kind: str, elder: Elder | None = None
    ) -> Device:
        ensure_tenant(session, tenant)
        device = Device(tenant=tenant, device_id=device_id, kind=kind, elder_key=elder.key if elder else None)
        session.add(device)
        self._audit.append(session, actor, "device_added", f"{tenant}/{device_id}", kind=kind)
        return device

    def entrust(self, session: Session, actor: str, account: Account, elder: Elder) -> None:
        """This account may see this elder; raises Unusable for administrators and for another tenant's accounts."""
        tenants = [elder.tenant, *session.scalars(above(elder.tenant)).all()]
        if account.role == ADMINISTRATOR or account.tenant not in tenants:
            raise Unusable("refused-other-tenant")
        if session.get(Care, (account.key, elder.key)) is None:
            session.add(Care(account_key=account.key, elder_key=elder.key, since=self._clock.now()))
            session.flush()
            self._audit.append(session, actor, "care_begun", account.name, elder=subject(elder))

    def dismiss(self, session: Session, actor: str, account: Account, elder: Elder) -> None:
        """This account does not see this elder any more."""
        if care := session.get(Care, (account.key, elder.key)):
            session.delete(care)
            session.flush()
            self._audit.append(session, actor, "care_ended", account.name, elder=subject(elder))


def ensure_tenant(session: Session, key: str) -> Tenant:
    """The tenant of that key; a home of its own when it is new."""
    tenant = session.get(Tenant, key)
    if tenant is None:
        tenant = Tenant(key=key, kind=TenantKind.HOME.value, names={})
        session.add(tenant)
        session.flush()
    return tenant


def find_tenant(session: Session, key: str) -> Tenant:
    tenant = session.get(Tenant, key)
    if tenant is None:
        raise NotFound("refused-unknown-tenant")
    return tenant


def find_elder(session: Session, account: Account, key: int) -> Elder:
    """An elder that this account cares for; raises NotFound."""
    elder = session.scalars(select(Elder).where(Elder.key == key, visible_elders(account))).one_or_none()
    if elder is None:
        raise NotFound("refused-unknown-elder")
    return elder


def _has_history(session: Session, robot: Robot) -> bool:
    return session.scalar(select(Event.id).filter_by(robot_key=robot.key).limit(1)) is not None


def find_administered_elder(session: Session, account: Account, key: int) -> Elder:
    """An elder whom this administrator can entrust to somebody; raises NotFound."""
    elder = session.scalars(select(Elder).where(Elder.key == key, administered_elders(account))).one_or_none()
    if elder is None:
        raise NotFound("refused-unknown-elder")
    return elder


def subject(elder: Elder) -> str:
    """How the audit trail calls an elder."""
    return f"elder/{elder.key}"
