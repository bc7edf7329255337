"""The door for tools: the same steps as the pages ask, as JSON."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from care_platform.services.sign_in import Visitor
from care_platform.web import session
from care_platform.web.session import (
    ApiArriving,
    ApiVisitor,
    Asking,
    Service,
    client_of,
    session_cookie,
)

router = APIRouter(prefix="/api", tags=["door"])
Password = Annotated[str, Field(max_length=256)]


class Credentials(BaseModel):
    name: Annotated[str, Field(max_length=64)]
    password: Password


class SignedIn(BaseModel):
    """Who is signed in; send `csrf_token` as header X-CSRF-Token with every POST.

    Only `stage` open is inside; before, `code` asks for POST /api/login/code, `new_password` for POST
    /api/login/password, `enrol` for POST /api/login/factor and then /api/login/enrol. Each answer brings a new token.
    """

    name: str
    names: dict[str, str]
    role: str
    csrf_token: str
    stage: str
    recovery_codes: list[str] = []


class Code(BaseModel):
    code: Annotated[str, Field(max_length=64)]


class NewPassword(BaseModel):
    password: Password


class Factor(BaseModel):
    """What an authenticator app needs."""

    uri: str
    secret: str


@router.post("/login")
def login(credentials: Credentials, request: Request, response: Response) -> SignedIn:
    return signed_in(session.sign_in(request, response, credentials.name, credentials.password))


@router.post("/login/code")
def give_code(body: Code, request: Request, response: Response, service: Service, _visitor: ApiArriving) -> SignedIn:
    cookie, visitor = service.sign_ins.give_code(session_cookie(request), body.code, client_of(request))
    session.hand_over(request, response, cookie)
    return signed_in(visitor)


@router.post("/login/password")
def give_new_password(
    body: NewPassword, request: Request, response: Response, service: Service, _visitor: ApiArriving
) -> SignedIn:
    cookie, visitor = service.sign_ins.give_new_password(session_cookie(request), body.password, client_of(request))
    session.hand_over(request, response, cookie)
    return signed_in(visitor)


@router.post("/login/factor")
def offer_factor(request: Request, service: Service, _visitor: ApiArriving) -> Factor:
    offer = service.sign_ins.offer_factor(session_cookie(request))
    return Factor(uri=offer.uri, secret=offer.secret)


@router.post("/login/enrol")
def enrol(body: Code, request: Request, response: Response, service: Service, _visitor: ApiArriving) -> SignedIn:
    cookie, visitor, codes = service.sign_ins.enrol(session_cookie(request), body.code, client_of(request))
    session.hand_over(request, response, cookie)
    return signed_in(visitor, codes)


@router.post("/logout", status_code=204)
def logout(request: Request, response: Response, _visitor: ApiVisitor) -> None:
    session.sign_out(request, response)


@router.get("/me")
def me(visitor: Asking) -> SignedIn:
    return signed_in(visitor)


def signed_in(visitor: Visitor, recovery_codes: list[str] | None = None) -> SignedIn:
    account = visitor.account
    return SignedIn(
        name=account.name,
        names=account.names,
        role=account.role,
        csrf_token=visitor.csrf_token,
        stage=visitor.stage.value,
        recovery_codes=recovery_codes or [],
    )
