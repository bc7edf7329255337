"""Who may see what: every query for a person goes through here; what is not visible does not exist (404)."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from care_platform.core.authority import ADMINISTRATOR
from care_platform.core.refusals import NotFound
from care_platform.store.people_tables import Care, Elder, Tenant
from care_platform.store.tables import Account, Robot
from care_protocol.messages import Role


def visible_robots(account: Account) -> ColumnElement[bool]:
    """The robots of the people that this account cares for, as a condition on Robot."""
    return _visible(account, Robot.tenant, Robot.elder_key)


def find_robot(session: Session, account: Account, address: str) -> Robot:
    """A robot of this account by its id or as `tenant/id`; raises NotFound, also where an id alone means several."""
    tenant, _, robot_id = address.rpartition("/")
    query = select(Robot).where(visible_robots(account), Robot.robot_id == robot_id)
    robots = session.scalars(query.where(Robot.tenant == tenant) if tenant else query).all()
    if len(robots) != 1:
        raise NotFound("refused-unknown-robot")
    return robots[0]


def visible_elders(account: Account) -> ColumnElement[bool]:
    """The people that this account cares for, as a condition on Elder."""
    return and_(_visible(account, Elder.tenant, Elder.key), Elder.erased.is_(None))


def those_who_see(robot: Robot) -> ColumnElement[bool]:
    """Who may hear of a robot, as a condition on Account: the same rule, seen from the other side."""
    cares = exists().where(Care.account_key == Account.key)
    mine = cares.where(Care.elder_key == robot.elder_key)
    everybody = and_(Account.role != Role.FAMILY.value, ~cares)
    tenants = or_(Account.tenant == robot.tenant, Account.tenant.in_(above(robot.tenant)))
    return and_(Account.role != ADMINISTRATOR, tenants, or_(mine, everybody))


def administered(account: Account) -> ColumnElement[bool]:
    """The accounts that an administrator looks after, as a condition on Account."""
    return _in_tenants(account, Account.tenant) if account.role == ADMINISTRATOR else false()


def administered_elders(account: Account) -> ColumnElement[bool]:
    """The elders whom an administrator can entrust to somebody, as a condition on Elder."""
    if account.role != ADMINISTRATOR:
        return false()
    return and_(_in_tenants(account, Elder.tenant), Elder.erased.is_(None))


def administers(session: Session, account: Account, tenant: str) -> bool:
    """Whether an administrator looks after this tenant."""
    if account.role != ADMINISTRATOR:
        return False
    return tenant == account.tenant or tenant in session.scalars(below(account.tenant)).all()


def below(tenant: str) -> Select[tuple[str]]:
    """The tenants of a community or institution, at any depth."""
    tree = select(Tenant.key).where(Tenant.parent == tenant).cte("below", recursive=True)
    child = aliased(Tenant)
    return select(tree.union(select(child.key).where(child.parent == tree.c.key)).c.key)


def above(tenant: str) -> Select[tuple[str | None]]:
    """The community or institution that a tenant belongs to, and theirs."""
    tree = select(Tenant.parent).where(Tenant.key == tenant).cte("above", recursive=True)
    parent = aliased(Tenant)
    return select(tree.union(select(parent.parent).where(parent.key == tree.c.parent)).c.parent)


def _visible(account: Account, tenant: ColumnElement[str], elder_key: ColumnElement[int | None]) -> ColumnElement[bool]:
    if account.role == ADMINISTRATOR:
        return false()
    own = select(Care.elder_key).where(Care.account_key == account.key)
    mine = elder_key.in_(own)
    cared_for = mine if account.role == Role.FAMILY.value else or_(mine, ~own.exists())
    return and_(_in_tenants(account, tenant), cared_for)


def _in_tenants(account: Account, tenant: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(tenant == account.tenant, tenant.in_(below(account.tenant)))
