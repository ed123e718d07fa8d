"""What Authlib leaves to its users, as its guide does it."""

import os
import time

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.integrations.sqla_oauth2 import (
    create_bearer_token_validator,
    create_query_client_func,
    create_query_token_func,
    create_revocation_endpoint,
    create_save_token_func,
)
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7591 import ClientMetadataClaims as OAuthMetadataClaims
from authlib.oauth2.rfc7591 import ClientRegistrationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import UserInfo, UserInfoEndpoint
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.registration import ClientMetadataClaims as OpenIDMetadataClaims
from joserfc.jwk import RSAKey

from models import Client, Code, Token, User, db

ISSUER = os.environ["ORIGIN"]
SCOPES = ["openid", "read", "write"]
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": ISSUER + "/authorize",
    "token_endpoint": ISSUER + "/token",
    "revocation_endpoint": ISSUER + "/revoke",
    "introspection_endpoint": ISSUER + "/introspect",
    "userinfo_endpoint": ISSUER + "/userinfo",
    "registration_endpoint": ISSUER + "/register",
    "jwks_uri": ISSUER + "/jwks",
    "scopes_supported": SCOPES,
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
    "code_challenge_methods_supported": ["S256"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "claims_supported": ["sub"],
    "authorization_response_iss_parameter_supported": True,
}
KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


class AuthorizationCodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]

    def save_authorization_code(self, code, request):
        db.session.add(
            Code(
                code=code,
                client_id=request.client.client_id,
                redirect_uri=request.payload.redirect_uri,
                scope=request.payload.scope,
                nonce=request.payload.data.get("nonce"),
                user_id=request.user.id,
                code_challenge=request.payload.data.get("code_challenge"),
                code_challenge_method=request.payload.data.get("code_challenge_method"),
            )
        )
        db.session.commit()

    def query_authorization_code(self, code, client):
        found = Code.query.filter_by(code=code, client_id=client.client_id).first()
        return found if found and not found.is_expired() else None

    def delete_authorization_code(self, authorization_code):
        db.session.delete(authorization_code)
        db.session.commit()

    def authenticate_user(self, authorization_code):
        return db.session.get(User, authorization_code.user_id)


class RefreshTokenGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token):
        token = Token.query.filter_by(refresh_token=refresh_token).first()
        return token if token and token.is_refresh_token_active() else None

    def authenticate_user(self, refresh_token):
        return db.session.get(User, refresh_token.user_id)

    def revoke_old_credential(self, refresh_token):
        refresh_token.access_token_revoked_at = refresh_token.refresh_token_revoked_at = int(time.time())
        db.session.commit()


class OpenID(OpenIDCode):
    def exists_nonce(self, nonce, request):
        return Code.query.filter_by(client_id=request.payload.client_id, nonce=nonce).first() is not None

    def resolve_client_private_key(self, client):
        return KEY

    def get_client_claims(self, client):
        return {"iss": ISSUER}

    def generate_user_info(self, user, scope):
        return UserInfo(sub=str(user.id))


class Introspection(IntrospectionEndpoint):
    def query_token(self, token, token_type_hint):
        return create_query_token_func(db.session, Token)(token, token_type_hint)

    def check_permission(self, token, client, request):
        return token.client_id == client.client_id

    def introspect_token(self, token):
        return {
            "active": not token.is_revoked() and not token.is_expired(),
            "client_id": token.client_id,
            "token_type": token.token_type,
            "scope": token.get_scope(),
            "sub": str(token.user_id),
            "iss": ISSUER,
            "exp": token.issued_at + token.expires_in,
            "iat": token.issued_at,
        }


class Registration(ClientRegistrationEndpoint):
    def authenticate_token(self, request):
        return "anyone may register"

    def get_server_metadata(self):
        return METADATA

    def save_client(self, client_info, client_metadata, request):
        client = Client(**client_info)
        client.set_client_metadata(client_metadata)
        db.session.add(client)
        db.session.commit()
        return client


class Userinfo(UserInfoEndpoint):
    def generate_user_info(self, user, scope):
        return UserInfo(sub=str(user.id))


class Issuer(IssuerParameter):
    def get_issuer(self):
        return ISSUER


protector = ResourceProtector()
protector.register_token_validator(create_bearer_token_validator(db.session, Token)())

authorization = AuthorizationServer(
    query_client=create_query_client_func(db.session, Client),
    save_token=create_save_token_func(db.session, Token),
)
authorization.register_grant(AuthorizationCodeGrant, [CodeChallenge(required=True), OpenID(require_nonce=False)])
authorization.register_grant(RefreshTokenGrant)
authorization.register_grant(grants.ClientCredentialsGrant)
authorization.register_endpoint(create_revocation_endpoint(db.session, Token))
authorization.register_endpoint(Introspection)
authorization.register_endpoint(Registration(claims_classes=[OAuthMetadataClaims, OpenIDMetadataClaims]))
authorization.register_endpoint(Userinfo(resource_protector=protector))
authorization.register_extension(Issuer())
