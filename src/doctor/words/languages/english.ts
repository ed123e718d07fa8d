/** English: what each concept is called. A star stands for any ending, a slash for a choice of words. */
import type { Lexicon } from "../concepts.ts";

export const english: Lexicon = {
  // Credentials and what they are made of.
  code: "code, auth/authz/authorization/authentication/grant/oauth/access code, auth codes, authorization codes, authcode, authorization code value, access grant, bad verification code, verification code passed",
  deviceCode: "device code, user code",
  refresh: "refresh token, refresh tokens, refreshtoken, refresh token value",
  token:
    "token, tokens, access/bearer/auth/authentication/security/jwt/oauth token, access tokens, json web token, jwt, jwts, accesstoken, authtoken, bearer",
  bearer: "bearer, bearer token",
  accessToken: "access token, access tokens, accesstoken, bearer token",
  idToken: "id token, idtoken, identity token",
  secret:
    "secret, secrets, client/app/application/consumer/api secret, client secrets, clientsecret, secret key, client secret key, client secret keys",
  clientId:
    "client/app/application/consumer/api/integration id, client ids, clientid, appid, client/application/app identifier, consumer/api/app/client/integration key, ",
  client:
    "client, clients, client app/application, app, apps, application, applications, consumer, integration, oauth client/app/application, relying party, oauth2 client",
  serviceAccount: "service account, service principal, service accounts",
  clientAuth:
    "oauth client credentials, oauth client authentication, authenticating the client, client authenticate, client authentication/credentials/credential, app/application credentials, client authorization, authentication of the/client, authenticate the client, authenticate client, verify client, verify the client, authenticate this client, clientauthentication, client/app credential",
  authMethod:
    "authentication/auth method, authentication/auth methods, authentication/auth type/scheme/mechanism, client authentication method/methods/type/scheme/mechanism, client auth method, token endpoint auth method, token endpoint authentication method",
  methodName:
    "client secret basic/post/jwt, private key jwt, tls client auth, http basic authentication, basic auth/authentication, http basic, basic authorization",
  clientAssertion: "client assertion, client assertions, clientassertion",
  assertionType: "client assertion type, assertion type",
  assertion: "assertion, assertions, jwt bearer assertion, saml assertion, jwt assertion, authorization grant jwt",
  redirect:
    "redirect, redirect/redirection/callback/reply/return uri/url/uris/urls/link, reply address/addresses, callback domain, redirect domain, return to url/uri, redirecturi, redirecturl, redirectionurl, call back url, redirecturis, redirect address, redirection, redirect urls",
  appDomain: "app domain, apps domain, app domains, apps domains, domains of the app, domain of this url",
  postLogout: "post logout redirect uri, post logout redirect, logout redirect uri",
  verifier: "code/pkce verifier, codeverifier, pkce code, pkce code verifier",
  challenge: "code/pkce challenge, codechallenge, pkce code challenge, challenge",
  challengeMethod:
    "pkce challenge method, code challenge method, challenge method, codechallengemethod, transform/transformation algorithm/method, code challenge transformation, pkce method, code challenge methods, hash algorithm",
  pkce: "pkce, proof key for code exchange, proof key",
  plainMethod: "plain",
  s256: "s256, sha256 code challenge",
  mustBeS256: "must be s256, must use s256, only s256, only supports s256, s256 is required, s256 only",
  scope: "identity scopes, scope, scopes",
  permission: "permission, permissions, privilege, privileges",
  grantType: "grant type, grant types, granttype, authorization grant type, grant type value",
  grant: "grant, grants, authorization grant",
  flow: "flow, implicit flow, device flow, authorization code flow/grant, client credentials grant/flow, implicit grant, password grant, device authorization grant, refresh token grant, authorization code grant type, code flow, auth code flow, hybrid flow, resource owner password credentials, standard flow, direct access grants, ropc",
  oob: "out of band, oob",
  implicit: "implicit, implicit flow, implicit grant",
  responseType: "response type, response types, responsetype",
  responseMode: "response mode, responsemode",
  state:
    "flow state, state, state parameter/param/value/cookie/token, oauth/oauth2/request/csrf state, csrf, csrf token, csrf cookie, xsrf token, cross site request forgery, saved state, oauth user state, auth state, states",
  stateCookie:
    "state cookie, state cookies, oidc state, local oidc state, oauth state, login state, saved state, initial state, stored state, authorization state, google oauth state, github oauth state",
  keyError: "key error",
  stripped:
    "except, stripped, strips, stripping, drops, dropped, dropping, swallowed, filtered out, not forwarded, not passed, not passed on, not being passed, not pass, disappears, disappeared, lost",
  correlation: "correlation failed, correlation cookie",
  nonce: "nonce, nonce value, nonce claim",
  inlineScript: "inline execution, inline script, inline scripts, unsafe inline, content security policy",
  dpop: "dpop, dpop proof, dpop header, demonstrating proof of possession",
  requestObject: "invalid request object, request object, request jwt, signed request, signed authorization request",
  requestUri: "request uri",
  pushed:
    "par request, par required, par is required, par endpoint, pushed authorization request/requests, pushed authorization",
  resource:
    "resource, resource indicator/parameter/server/identifier, protected resource, target service, resource principal, api identifier, resource server identifier, target",
  service: "service",
  api: "api, apis",
  parameter:
    "parameter, parameters, param, params, argument, arguments, field, fields, property, properties, attribute",
  parameterName:
    "prompt, display, access type, claims, acr values, max age, id token hint, login hint, ui locales, account id, subject token, subject token type, requested token type, actor token, response mode parameter",
  value: "value, values",
  request: "request, requests, token request",
  authorizationRequest: "authorization request, authorization requests, authorize request, authentication request",
  header: "header, headers",
  authHeader:
    "authorization header, authorization headers, http authorization header, auth header, basic authorization header, authorization http header, authorization information, basic auth header",
  body: "body, request body, post body, form body, http body, payload",
  query:
    "query, query string, query parameter, query parameters, query param, query params, url query, the url, url parameters",
  contentType: "content type, contenttype, media type, mime type",
  formEncoded:
    "application x www form urlencoded, x www form urlencoded, form urlencoded, urlencoded, form url encoded, form encoded, unsupported media",
  httpMethod:
    "method must be post, must be a post, must be post, http method, request method, method not allowed, methods not allowed, http verb, http methods",
  post: "post, get request, get requests, put, http post, post method, get method, method get, http get, cannot get, the get, a get, via get, using get, get is, get not, only get",
  only: "only",
  endpoint:
    "endpoint, endpoints, route, path, page, url, resource url, requested url, handler, mapping, static resource",
  realm: "realm",
  // Tokens and metadata.
  signature: "signature, signatures, token signature, jws signature, signature verification",
  key: "kid, key id, key ids, signing key, signing keys, public key, matching key, verification key, signature key, applicable key, jwk, key identifier, suitable key, keyid",
  jwks: "jwks, jwk set, keyset, key set, jwks uri",
  audience: "token audience, invalid recipient, audience, audiences, aud, aud claim, audience claim, recipient",
  issuer: "token issuer, issuer, iss, issuers, iss claim, issuer claim, issuer name, issuer url",
  algorithm:
    "algorithm, algorithms, alg, signing method/algorithm, signature algorithm, signing algorithms, alg header, jws algorithm",
  algorithmName: "rs256, hs256, es256, ps256, rs384, hs384, es384, rs512, hs512, es512, ps512, eddsa",
  discovery:
    "server configuration, provider configuration, the configuration, discovery, metadata, discovery document, well known, openid configuration, openid provider metadata, provider metadata, authorization server metadata, authorization response, oidc configuration",
  authority: "authority",
  registration:
    "client registration, dynamic client registration, dynamic registration, registration, dcr, initial access token, register client",
  clientMetadata: "client metadata, registration metadata, registration request, registration response",
  expClaim: "exp, exp claim, exp value, expiration claim, expiration time",
  iatClaim: "iat, iat claim, issued at, issued at claim, iat value",
  nbfClaim: "nbf, nbf claim, not before claim",
  jti: "jti, jti claim",
  lifetime: "lifetime, life time, validity, lifetime validation",
  // Users.
  user: "user, users, account, accounts, owner, person, customer, member, principal, identity, end user, resource owner, user account, merchant, subject, sub, user id, users account, userid",
  password: "password, passphrase, passwords, user password",
  username: "user name, username, usernames, email, e mail, login name, login, email address",
  userCredentials:
    "user credential/credentials, resource owner credentials, login credentials, user authentication, user credentials",
  credentials: "invalid credentials, bad credentials, credential, credentials",
  session: "session, sessions, sso session, user session, offline session",
  consent: "consent, approval, user consent",
  admin:
    "admin, administrator, admins, administrators, admin consent, administrator consent, tenant admin, global admin, administrative",
  tenant:
    "tenant, directory, organization, organisation, workspace, domain, hosted domain, hd, tenants, company, customer account",
  group: "group, groups, role, roles, team",
  policy: "policy, policies, rule, rules, conditional access, access policy",
  device: "device, devices",
  ip: "ip, ip address, ip addresses, network zone, source ip, remote ip",
  location: "location, country, region, network",
  mfa: "mfa, 2fa, multi factor, multifactor, two factor, second factor, otp, one time password/passcode/code, step up authentication/auth, strong/stronger authentication, mfa required, two step, totp, unmet authentication requirements, acr level, acr value",
  // Transport.
  origin: "origin, origins, javascript origin",
  cors: "cors, access control allow *, preflight, cross origin request blocked, cors policy",
  networkError: "failed to fetch, network error, networkerror, load failed",
  certificate:
    "certificate, cert, certificates, certificate verify, ca certificate, certificate chain, server certificate, ssl certificate",
  clientCertificate: "client certificate, thumbprint, mutual tls, mtls",
  certificateTrouble:
    "ssl handshake, tls handshake, ssl handshake exception, unable to verify leaf, unable to get issuer, cert signature failure, depth zero, err tls, self signed cert, sslv3 alert, self signed certificate, self signed, pkix path, x509, unable to get local issuer, unable to verify the first, ssl error, tls error, ssl exception, ssl connection, certificate verify failed, cert untrusted, cert has expired, cert authority invalid, certificate signed by unknown authority, handshake exception, ssl cert verification error",
  https: "https, ssl, tls, secure connection, secure transport",
  insecure:
    "insecure transport, insecure, non https, plain http, unencrypted, https required, ssl required, httpsrequired, http requests, http connections, not secure, insecure connection, http urls",
  cookie: "cookie, cookies, third party cookie/cookies/storage, same site, samesite",
  frame:
    "iframe, frame, x frame options, frame ancestors, silent sso, monitor window timeout, tracking prevention, itp, third party cookies, hidden iframe",
  json: "json, json response",
  html: "unexpected token, doctype html, html page",
  unreachable:
    "etimedout, econnreset, could not reach, no route to host, network is unreachable, fetch failed, connection timed out, connect timeout, enotfound, econnrefused, getaddrinfo, could not resolve host, name or service not known, connection refused, no such host",
  rateLimit:
    "429, throttle, rate limit, rate limits, rate limited, rate limiting, ratelimit, too many requests/attempts/calls/logins, too many failed *, too many login attempts, throttled, throttling, quota exceeded, slow down, requests per second/minute/hour/day, request per second, resource exhausted, toomanyrequests, api limit, usage limit, daily limit, request limit, request quota, rate exceeded, too many token requests, too many authentication attempts, too many authorization requests",
  quota: "quota, limit, limits",
  most: "maximum number, maximum, max, too many",
  fault:
    "currently unavailable, is unavailable, internal error, internal server error, unexpected error/condition/exception/problem, unexpected server error, service unavailable, server unavailable, server error occurred, server is down, overloaded, bad gateway, gateway timeout, gateway time out, temporarily unavailable, try again later, try later, retry later, unknown error occurred, unexpected error occurred, unhandled exception, stack trace, stacktrace, null pointer, nullpointer*, temporarily unable",
  oops: "something went wrong, went wrong on our, error occurred, error has occurred",
  sandbox:
    "sandbox, production, live mode, test mode, staging, live keys, test keys, production environment, sandbox environment",
  environment:
    "environment, data center, datacenter, cloud instance, national cloud, government cloud, us government cloud, region, instance, cluster, shard",
  testing:
    "sandbox user, sandbox users, in testing, status testing, is testing, test mode, development mode, testing mode, sandbox mode, test users, test user, testers, not a tester, a tester of, registered tester, currently being tested, in development, developer approved testers, publishing status, google verification process, completed the google verification",
  verification: "verification process, review process, app review",
  type: "client type, application type, app type, platform type",
  publicClient:
    "public client, public clients, confidential client, confidential clients, public application, native client, native app, single page application/app/client, web application, mobile app, desktop app, native application, spa client, browser based app, public app, confidential application, client is public, client is confidential, cross origin token redemption, cross origin redemption",
  delegation:
    "any of the scopes, delegation, delegated, delegate, impersonation, impersonate, impersonating, domain wide, domain wide delegation",
  onBehalf: "on behalf of, on behalf",
  clock:
    "clock, clock skew, clock drift, system time, server time, local time, system clock, server clock, ntp, time synchronization, time sync, out of sync, clock tolerance, reasonable timeframe, device time, computer time",
  early:
    "future date, too early, in the future, from the future, not yet valid, not yet active, not valid yet, not active yet, used too early, used before issued, immature signature, not before, jwt not active, be accepted before, before its issue, not be valid before",
  // States of things.
  expired:
    "expired, expire, expires, expiry, expiration, has expired, no longer valid, timed out, time out, timeout, too old, stale, lifetime exceeded, lifetime is over, lifetime has passed, past its lifetime, outdated, elapsed, past its end date",
  idle: "inactivity, inactive for, idle, unused for, maximum lifetime, maximum time",
  used: "already used/redeemed/consumed/exchanged/claimed/spent/using, already been used/redeemed/consumed/exchanged/claimed/spent, been/was used/redeemed/consumed/exchanged already/before/previously/twice/up, been used more than once, used more than once, used twice, reuse, reused, re use, re used, reusing, reuse detected, replay, replayed, replays, single use, be used/redeemed/exchanged once, be used only once, used only once, only once, only be used one time, one time use, previously been used/redeemed/consumed/exchanged, previously used/redeemed/consumed, multiple times, has been used/redeemed/consumed/exchanged, used already, redeemed already, consumed already",
  rotated: "rotated, rotation, superseded, replaced, newer",
  concurrent: "concurrent requests, concurrent refresh, concurrently, parallel requests, simultaneous requests",
  share: "share, shares, shared",
  revoked:
    "revoked, revoke, revocation, invalidated, withdrawn, rescinded, blacklisted, black listed, deauthorized, no longer active, revoked or",
  inactive: "inactive",
  uninstalled:
    "has not authorized, hasnt authorized, have not authorized, uninstalled, disconnected, no longer installed, no longer connected, no longer authorized, has been removed, removed the app",
  disabled:
    "disabled, deactivated, suspended, deleted, blocked, archived, removed, locked, banned, terminated, closed, turned off, disable, switched off, shut down",
  notReady:
    "not set up, not fully set up, not yet verified, unverified, unconfirmed, pending, new password required, must be changed, must be reset, must change, needs to be changed, temporary password, required action/actions, verify your email, confirm your email, not confirmed, email not verified, resolve required actions, password reset required, not verified, not activated, required to change, force change, user not confirmed",
  emailUnconfirmed:
    "verify your email, confirm your email, email not verified, email is not verified, e mail not verified, email address is not verified, email has not been verified, email not confirmed",
  changed: "changed, reset, changing, has changed",
  unknown:
    "unknown, unrecognized, no such, nonexistent, nonexistant, non existent, no longer exists, no longer exist, couldnt find, cant find, not found, unidentified, does not exist, undefined in",
  pageMissing: "404 not found, http 404, status 404, cannot get, cannot post",
  invalid:
    "invalid value, invalid value for, invalid value of, invalid credentials, bad credentials, invalid, incorrect, wrong, bad, not acceptable, malformed or invalid, unacceptable, incorrectly, invalidated or, inauthentic, improper",
  badValue: "invalid value for, invalid value of, invalid input for, invalid value, invalid input",
  failed: "authentication failed, failed, fails, failure, fail, unsuccessful, error validating, failing",
  mismatch:
    "mismatch, mismatches, mismatched, mismatching, miss match, mis match, differs, differ, different from, different than, must match, must exactly match, must be the same, must be identical, must be equal, unequal, different, should match, inconsistent",
  missing:
    "must authenticate, must be authenticated, should authenticate, expected to authenticate, must be used, must use, missing, required, mandatory, is needed, must be provided/included/specified/present/supplied/sent/given/set/passed/defined, must include/provide/specify/contain/send/supply, must not be empty/blank/null, must not be empty, absent, blank, without, lack, lacks, lacking, no value, omitted, undefined, empty, null, requires, require, needs, need to, neither, cannot be empty/blank/null, cant be blank, cannot be blank, can not be empty, can not be null, not optional",
  expected: "expected",
  denied:
    "prevents, prevented, blocks, not met, not authorized, unauthorized, must not be provided/sent/passed/included/used, disallowed, forbidden, restricted, denied, prohibited, may not use/request/be, cannot use/request/be, must not use, not entitled, not eligible, unlisted, not permitted, rejected, blocked by, unassigned, unregistered, cannot access",
  unauthorized: "unauthorized, not authorized, authentication failed, bad credentials, invalid credentials",
  notRegistered:
    "unregistered, whitelist, not whitelisted, not on the list, not in the list, must be registered, not listed, not preregistered, not one of the registered",
  unsupported:
    "unsupported, unexpected, must be one of, must be set to, must be either, no longer supported, no longer available, deprecated, unimplemented, must be equal, cannot be recognized, only supports",
  deprecated:
    "deprecated, no longer supported, no longer available, retired, sunset, discontinued, renamed, obsolete, migrate, migrated, has been removed",
  other: "another, a different, other, wrong, different",
  malformed:
    "illegal, malformed, truncated, corrupt, corrupted, decode, decoded, decoding, format, well formed, padding, illegal character, illegal characters, invalid character, invalid characters, syntax, parse, parsed, parsing, unparsable, encoding, encoded, decrypt, decrypted, segments, not a string, corruption, illegal base64, base64, white space, whitespace, regular expression, pattern, deserialize, deserialized, wrong type, incorrect type, url encoded, percent encoded, url encoding, double encoded",
  tokenMalformed:
    "jwt malformed, malformed jwt, malformed token, not enough segments, wrong number of segments, opaque token, opaque access, invalid compact, compact jws, compact jwt, compact serialization, jws invalid, jwtinvalid, not a jwt, not a valid jwt, must have three parts, must contain three",
  length:
    "length, too short, too long, 43, 128 characters, characters, character, minimum length, shorter than, longer than, size",
  repeated:
    "duplicate, duplicated, duplicates, repeated, more than once, multiple values, multiple occurrences, appears multiple, must not be repeated, repeats, twice, included twice, multiple times in",
  multiple: "multiple, more than one, several, only one",
  both: "both, two",
  delimiter:
    "space delimited, space separated, separated by spaces, separated by space, comma, commas, comma separated, delimited, separated, whitespace delimited, space separator, delimiter",
  letterCase: "case sensitive, lower case, lowercase, upper case, uppercase, letter case",
  absolute:
    "absolute, absolute uri, absolute url, fragment, fragments, hash fragment, anchor, anchor tags, relative, valid uri, valid url, well formed, not a valid uri, not a valid url",
  loopback:
    "localhost, loopback, wildcard, wildcards, custom scheme, private use, raw ip, public top level, must be https, must use https, use https, start with https, only https, https only, not use http, must start with https, secure, must be secure",
  exceeds: "exceeded, exceed, exceeds, exceeding, wider, broader, larger, superset, beyond, originally granted",
  earlier:
    "original, originally, previous, previously, earlier, initial, first request, authorize request, authorize call, to obtain the code, used to obtain, requesting the code, original request",
  insufficient:
    "insufficient scope, higher privileges, higher privilege, insufficient oauth/authentication scope/scopes, insufficient permission/permissions/privilege/privileges, access token scope insufficient, insufficient access",
  low: "insufficient, not enough, not sufficient, inadequate",
  perRequest: "per second, per minute, per hour, per day",
  canceled:
    "closed, denied, cancelled, canceled, cancel, cancels, declined, rejected, refused, abort, aborted, aborts, said no, chose not, disallowed, did not authorize/consent/approve/grant/allow, popup closed, closed the popup, cancelled by",
  byUser: "by the user, by user, by the end user, by end user, by the resource owner, by resource owner",
  loginRequired:
    "login required, login is required, must log in, must login, must sign in, needs to log in, need to log in, need to sign in, required to sign in, required to log in, not logged in, not signed in, not currently logged in, is not authenticated, not authenticated, authentication is required, authentication required, re authentication required, reauthentication required, silent authentication, no active session, requires login, no valid session, must be signed in, must be logged in",
  consentRequired:
    "consent required, consent is required, consent needed, not consented, interactive authorization request, user must consent, must consent, requires consent, require consent, needs consent, not yet consented, needs approval, has not granted consent",
  interaction:
    "end user interaction, require interaction, requires end user interaction, interaction required, interaction is required, user interaction, interactive authentication, interactive sign in, interactive login, requires interaction, select an account, account selection required, account selection, select account, prompt none, prompt=none, accept the terms, terms of service, terms and conditions",
  loggedOut: "logged out, signed out, log out, ended, closed, terminated, logout",
  risk: "suspicious, risky, risk, unusual activity, security defaults, unusual sign in",
  compliant: "not compliant, must be compliant, not managed, not trusted, not enrolled, compliant",
  absentToken:
    "credentials were not provided, jwt must be provided, full authentication is required, unauthenticated, authentication required to access, requires user authentication, requires authentication, missing or invalid token, missing or malformed jwt, missing authentication token, login required for api, no auth token, no authorization header",
  accessDenied: "access denied, access is denied, access was denied, permission denied, accessdenied",
  enable: "enable, tick, turn on, allowed grant",
  sent: "sent, pass, passed, included in, submitted",
  // Words that are turned by a "not".
  found:
    "defined, found, find, locate, located, exist, exists, existing, look up, lookup, resolve, resolved, identify, identified",
  valid: "authenticate, valid, correct, acceptable, authentic, validate, validated, verify, verified, validation",
  matching:
    "match, matches, matching, matched, equal, equals, correspond, corresponds, agree, belong, belongs, same, identical, the same",
  given:
    "have, provided, provide, present, specified, specify, supplied, included, include, given, sent, passed, set, contain, contains, supply, submitted",
  allowed:
    "configured, allowed, allow, permitted, authorized, enabled, granted, entitled, approved, activated, provisioned, eligible, set up, may, authorize, permit, allowlisted, assigned",
  toAccess: "to access, to use, to sign in to, to log in to, access to",
  registered: "registered, recognized, listed, whitelisted, preregistered, pre registered, subscribed, known",
  supported: "supported, support, implemented, accepted, understood, offered, supports, accept, available",
  active: "active, alive, live",
  issued:
    "issued, granted to, generated, meant, created, bound, associated, intended, owned, issued to, issued for, issued by, obtained, addressed",
  returned:
    "returned, return, returns, received, receive, receiving, get, getting, give, issue, comes back, back, response, send, stored, saved",
  not: "not, cannot, dont, doesnt, didnt, isnt, arent, wasnt, werent, cant, couldnt, wont, hasnt, havent, hadnt, shouldnt, mustnt, never, unable, failed to, fails to, can t, isn t, doesn t, n t, dn t, nor",
  no: "no",
  // Phrases that mean none of the above.
  nothing:
    "content type : application, content type application, bad request, invalid request, prevent unauthorized, must not contain, may not contain, have been, interaction required auth error, interactionrequired, error/status/exit/country/response/result/http/source/security/mfa/otp/zip/qr/sms/login/pass/java/reason/sub code, error sub code, error codes, status codes, verification code, code #, code exchange, expires in/at/on, expire in/at/on, token endpoint/request/url/type/exchange/server, token response, device token, antiforgery token, syntax token, session state, machine state, state machine, current state, login state, account state, united states, state is active, state is pending, issuer certificate, local issuer, user agent, user info, userinfo, userinfo endpoint, new password policy, password policy, ip range, login page, token limit, error description, error uri, get started, code challenge endpoint, tokens per, user type, response code, get local, no longer, not only, not be able, error code, and state, service url, redirect to, redirected to, redirect the, redirecting, post parameters, get token, token set, get tokens, get access token, client side, user registration, contact your admin, contact your administrator, contact the admin, see your admin, contact the administrator, contact an administrator, contact your system administrator, contact support",
};
