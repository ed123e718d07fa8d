/** The endpoint that refused, the values in a message, and the server's explicit word decide before habits do. */
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";

const REDIRECT = encodeURIComponent("https://shop.example/cb");
const AUTHORIZE = `GET /oauth/authorize?response_type=code&client_id=shop&redirect_uri=${REDIRECT}&scope=read&state=1 HTTP/1.1\nHost: id.example`;
const TOKEN = `POST /oauth/token HTTP/1.1\nHost: id.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=abcdef&redirect_uri=${REDIRECT}&client_id=shop&client_secret=hidden1`;

const first = (input: object): string | undefined => explain(JSON.stringify(input)).findings[0]?.reason;
const all = (input: object): string[] => explain(JSON.stringify(input)).findings.map(({ reason }) => reason);

describe("the endpoint", () => {
  it("where nobody proves a secret, invalid_client is about the client or its redirect URI", () => {
    const [one, two] = all({ text: '{"error":"invalid_client"}', request: AUTHORIZE });
    expect([one, two].toSorted()).toEqual(["client/unknown", "redirect-uri/unregistered"]);
    expect(first({ text: "Client authentication failed", request: AUTHORIZE })).toBe("redirect-uri/unregistered");
  });

  it("of tokens, the same is about the secret", () => {
    expect(first({ text: '{"error":"invalid_client"}', request: TOKEN })).toBe("client-auth/secret-wrong");
  });

  it.each([
    ["invalid_grant: redirect_uri does not match", "code/redirect-uri-mismatch"],
    [
      "(vk) Authentication failure! invalid_credentials: OAuth2::Error, invalid_grant: redirect_uri is invalid",
      "code/redirect-uri-mismatch",
    ],
  ])("of tokens, a redirect URI is that of the code: %s", (text, reason) => expect(first({ text })).toBe(reason));

  it("of sign-out, a redirect URI is the one after sign-out", () => {
    const request = "GET /logout?post_logout_redirect_uri=https%3A%2F%2Fshop.example HTTP/1.1\nHost: id.example";
    expect(first({ text: "Invalid redirect uri", request })).toBe("redirect-uri/post-logout-unregistered");
  });

  it("is wrong if it is the root of the host", () => {
    const request = `GET /?response_type=code&client_id=shop&redirect_uri=${REDIRECT} HTTP/1.1\nHost: id.example`;
    expect(first({ text: "Bad request", request })).toBe("request/wrong-endpoint");
  });
});

describe("the redirect URI", () => {
  it("that is refused at authorization is not registered, before anything is guessed about http", () => {
    const request = AUTHORIZE.replace("https%3A", "http%3A");
    for (const text of ["redirect_uri 参数错误", "Invalid redirect URI", "Der redirect_uri ist falsch"])
      expect([text, first({ text, request })]).toEqual([text, "redirect-uri/unregistered"]);
  });

  it.each([
    [
      "redirect_uri 'https://a.example/cb/' does not match the registered 'https://a.example/cb'",
      "redirect-uri/trailing-slash",
    ],
    [
      "Passed URI : https://a.example/x\nAllowed URI : https://a.example/y\nredirect_uri did not match",
      "redirect-uri/path-mismatch",
    ],
    [
      "Callback URL mismatch. Expected https://a.example/cb, but http://a.example/cb was sent",
      "redirect-uri/scheme-mismatch",
    ],
  ])("is compared as the message quotes it: %s", (text, reason) => expect(first({ text })).toBe(reason));

  it("of the message is compared with the registered ones", () => {
    const context = { registered_redirect_uris: ["https://a.example:8443/cb"] };
    expect(first({ text: "redirect_uri https://a.example/cb is not allowed", context })).toBe(
      "redirect-uri/port-mismatch",
    );
  });
});

describe("the message", () => {
  it.each([
    ["invalid_scope: The scope 'openid,email' is unknown", "scope/wrong-delimiter"],
    ['Requested scope "read;write" is invalid', "scope/wrong-delimiter"],
    ["ID token nonce does not match the stored nonce", "request/nonce-mismatch"],
    ["id_token: nonce mismatch, expected a got b", "request/nonce-mismatch"],
    ["OAuth client 'shop': IP address 203.0.113.7 is not in the allowed list", "client/address-not-allowed"],
    ["invalid ip 203.0.113.7, not in whitelist: access_token", "client/address-not-allowed"],
    ["The given origin is not allowed for the given client ID", "client/origin-not-allowed"],
    ["getaddrinfo ENOTFOUND id.example while fetching https://id.example/oauth/token", "transport/unreachable"],
    ["Could not reach provider at https://id.example/.well-known/openid-configuration", "transport/unreachable"],
  ])("%s", (text, reason) => expect(first({ text })).toBe(reason));

  it.each([
    ["id_token rejected: issuedAt of token is in the future: (iat: 2023-05-11)", "time/clock-skew"],
    [
      'error="invalid_grant", error_description="Invalid redirect: https://a.example/x does not match one of the registered values: [http://b.example]"',
      "redirect-uri/unregistered",
    ],
    ["invalid_grant: a livemode key was used, but the code only works in test mode", "request/wrong-environment"],
    ["OAuth2.Error: Server responded with status: 503 content-type: application/json", "server/fault"],
    ["access_denied (none of the requested ACRs could be obtained)", "user/mfa-required"],
    ["Timeout while fetching https://id.example/.well-known/openid-configuration", "transport/unreachable"],
  ])("in the words of others: %s", (text, reason) => expect(first({ text })).toBe(reason));

  it("that came by a redirect was written by the server, which never sees the application's state", () => {
    const redirect_url =
      "https://a.example/cb?error=invalid_request&error_description=The+state+is+too+short+or+missing";
    expect(first({ redirect_url })).not.toBe("request/state-mismatch");
  });

  it("about a parameter that was sent is not about its absence", () => {
    const text =
      '{"error":"unsupported_grant_type","error_description":"The specified grant_type parameter is not allowed."}';
    expect(first({ text, request: TOKEN })).not.toBe("request/parameter-absent");
  });
});

describe("the callback", () => {
  it("at which a gateway fails could not redeem the code", () => {
    const request = "GET /oauth2/idpresponse?code=abc&state=xyz HTTP/1.1\nHost: a.example";
    const response = { status: 500, headers: { server: "awselb/2.0" }, body: "<h1>500 Internal Server Error</h1>" };
    expect(first({ request, response })).toBe("transport/unreachable");
  });

  it("at which nobody is signed in has lost its session", () => {
    const redirect_url = "https://a.example/cb?code=abc&state=xyz";
    expect(first({ redirect_url, text: '{"status":"error","message":"Unauthorized"}' })).toBe("request/state-mismatch");
  });
});

describe("mail servers", () => {
  const asked = (scope: string, host = "login.microsoftonline.com") =>
    `GET /common/oauth2/v2.0/authorize?client_id=x&response_type=code&scope=${encodeURIComponent(scope)} HTTP/1.1\nHost: ${host}`;

  it.each([
    ["https://graph.microsoft.com/IMAP.AccessAsUser.All", undefined, "token/wrong-audience"],
    ["https://outlook.office.com/IMAP.AccessAsUser.All Mail.ReadWrite", undefined, "scope/mixes-resources"],
    ["openid email", "accounts.google.com", "token/insufficient-scope"],
  ])("%s", (scope, host, reason) => {
    expect(
      first({ text: "A01 AUTHENTICATE XOAUTH2 dXNl\nA01 NO AUTHENTICATE failed.", request: asked(scope, host) }),
    ).toBe(reason);
  });
});

describe("what was given", () => {
  it("metadata of a resource at another host than its own", () => {
    const request = "GET /.well-known/oauth-protected-resource HTTP/1.1\nHost: mcp.example";
    const body = '{"resource":"https://api.example/mcp","authorization_servers":["https://id.example"]}';
    expect(first({ request, response: { status: 200, headers: {}, body } })).toBe("resource/mismatch");
  });

  it("credentials that somebody covered aren't malformed", () => {
    const covered = Buffer.from("REDACTED").toString("base64");
    const request = `POST /token HTTP/1.1\nHost: id.example\nAuthorization: Basic ${covered}\n\ngrant_type=refresh_token&refresh_token=x`;
    expect(all({ request, text: '{"error":"invalid_grant"}' })).not.toContain("client-auth/malformed");
  });

  it("an authorization request under redirect_url", () => {
    const redirect_url = `https://id.example/authorize?response_type=code&client_id=shop&redirect_uri=${encodeURIComponent("https://a.example/")}`;
    const context = { registered_redirect_uris: ["https://a.example"] };
    expect(first({ redirect_url, text: "The redirect_uri is not valid", context })).toBe("redirect-uri/trailing-slash");
  });

  it("a space inside the URL of a scope", () => {
    const scope = encodeURIComponent("openid https:// www.googleapis.com/auth/drive");
    const request = `GET /o/oauth2/auth?response_type=code&client_id=x&redirect_uri=${REDIRECT}&scope=${scope} HTTP/1.1\nHost: accounts.google.com`;
    expect(first({ request, text: "invalid_scope" })).toBe("scope/malformed");
  });
});
