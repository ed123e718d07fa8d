/** The table of names in PRODUCT.md, where it speaks of the authorization endpoint: by redirect, or on a page. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf } from "./person.ts";
import { refusedOn, refusedTo } from "./refusal.ts";
import { REDIRECT, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Parameters = Record<string, string | undefined>;

const CHALLENGE = "x".repeat(43);

describe("by redirect", () => {
  it.each<[string, Parameters, string, string]>([
    [
      "unsupported_response_type",
      { response_type: "token" },
      "unsupported_response_type",
      "request/response-type-unsupported",
    ],
    [
      "unsupported_response_type",
      { response_type: "code id_token" },
      "unsupported_response_type",
      "request/response-type-unsupported",
    ],
    ["parameter_absent", { response_type: undefined }, "invalid_request", "request/parameter-absent"],
    ["parameter_rejected", { nonce: "n".repeat(8193) }, "invalid_request", "request/parameter-too-long"],
    ["invalid_param", { prompt: "maybe" }, "invalid_request", "request/parameter-invalid"],
    ["invalid_param", { max_age: "-1" }, "invalid_request", "request/parameter-invalid"],
    ["invalid_request", { response_mode: "web_message" }, "invalid_request", "request/response-mode-unsupported"],
    [
      "invalid_request",
      { request_uri: "https://app.example/r" },
      "request_uri_not_supported",
      "request/object-uri-unsupported",
    ],
    ["invalid_request", { registration: "{}" }, "registration_not_supported", "request/registration-unsupported"],
    ["invalid_request", { prompt: "none login" }, "invalid_request", "user/prompt-conflict"],
    ["invalid_request", { id_token_hint: "eyJ" }, "invalid_request", "user/hint-invalid"],
    ["invalid_request", { code_challenge: undefined }, "invalid_request", "pkce/required"],
    ["invalid_request", { code_challenge_method: "plain" }, "invalid_request", "pkce/method-unsupported"],
    ["invalid_request", { code_challenge_method: undefined }, "invalid_request", "pkce/method-unsupported"],
    ["invalid_request", { code_challenge: `${CHALLENGE}=` }, "invalid_request", "pkce/challenge-malformed"],
    ["invalid_request", { code_challenge: "a".repeat(64) }, "invalid_request", "pkce/challenge-malformed"],
    ["invalid_scope", { scope: "openid,profile" }, "invalid_scope", "scope/wrong-delimiter"],
    ["invalid_scope", { scope: "opnid" }, "invalid_scope", "scope/misspelled"],
    ["invalid_scope", { scope: "OpenID" }, "invalid_scope", "scope/wrong-case"],
    ["invalid_scope", { scope: "write_multipass" }, "invalid_scope", "scope/not-allowed-for-client"],
    ["invalid_scope", { scope: "manage_pass" }, "invalid_scope", "scope/removed"],
    ["invalid_scope", { scope: "read_profile read_opaque" }, "invalid_scope", "scope/mixes-resources"],
    ["login_required", { prompt: "none" }, "login_required", "user/login-required"],
    ["invalid_request", { claims: "name" }, "invalid_request", "request/parameter-invalid"],
    ["invalid_request", { claims: '{"userinfo":["name"]}' }, "invalid_request", "request/parameter-invalid"],
    ["invalid_request", { claims: '{"id_token":{"name":true}}' }, "invalid_request", "request/parameter-invalid"],
    [
      "unmet_authentication_requirements",
      { claims: '{"id_token":{"acr":{"essential":true,"values":["urn:example:two-factor"]}}}' },
      "unmet_authentication_requirements",
      "user/acr-unmet",
    ],
  ])("%s: %o", async (_, parameters, error, code) => {
    const { url, state } = world.app("web").begin(parameters);
    const to = await world.person().sentTo(url);
    expect(to.origin + to.pathname).toBe(REDIRECT);
    refusedTo(to, world.issuer, error, code, state);
  });

  it("request_not_supported: an unsigned request object, without the state beside it", async () => {
    const { url } = world.app("web").begin({ request: "eyJhbGciOiJub25lIn0.e30." });
    const to = await world.person().sentTo(url);
    refusedTo(to, world.issuer, "request_not_supported", "request/object-unsupported");
  });

  it("access_denied: the user said no", async () => {
    const { url, state } = world.app("web").begin();
    refusedTo(await world.person().sentTo(url, "deny"), world.issuer, "access_denied", "user/denied", state);
  });

  it("consent_required for prompt=none before consent", async () => {
    const person = world.person();
    await person.signIn();
    const { url, state } = world.app("two").begin({ prompt: "none" });
    refusedTo(await person.sentTo(url), world.issuer, "consent_required", "user/consent-required", state);
  });

  it("invalid_scope: no scope, and the client has no default", async () => {
    const app = world.app("native", { redirectUri: "http://127.0.0.1:5/callback" });
    const { url, state } = app.begin({ scope: undefined });
    refusedTo(await world.person().sentTo(url), world.issuer, "invalid_scope", "scope/missing", state);
  });

  it("a repeated state is not echoed, since is unknown which of the two is right", async () => {
    const { url } = world.app("web").begin();
    const to = await world.person().sentTo(`${url}&state=other`);
    refusedTo(to, world.issuer, "invalid_request", "request/parameter-repeated");
  });

  it("a refusal is returned by form_post if the request asked for it", async () => {
    const { url, state } = world.app("web").begin({ response_mode: "form_post", prompt: "none" });
    const [form] = formsOf(await world.person().page(url));
    expect(form?.action).toBe(REDIRECT);
    const sent = new URL(`${REDIRECT}?${new URLSearchParams(form?.fields)}`);
    refusedTo(sent, world.issuer, "login_required", "user/login-required", state);
  });
});

describe("on a page, never by redirect", () => {
  const OTHER = "https://app.example/other?tenant=1";
  it.each<[string, string, Parameters, string]>([
    ["version_rejected", "web", { oauth_token: "t" }, "request/version-unsupported"],
    ["parameter_absent", "web", { client_id: undefined }, "request/parameter-absent"],
    ["invalid_client", "nobody", {}, "client/not-registered"],
    ["invalid_client", "off", {}, "client/not-registered"],
    ["invalid_callback", "web", { redirect_uri: undefined }, "redirect-uri/absent"],
    ["invalid_callback", "two", { redirect_uri: undefined, scope: "read_profile" }, "redirect-uri/absent"],
    ["invalid_callback", "web", { redirect_uri: "/callback" }, "redirect-uri/malformed"],
    ["invalid_callback", "web", { redirect_uri: `${REDIRECT}#here` }, "redirect-uri/malformed"],
    ["invalid_callback", "web", { redirect_uri: encodeURIComponent(REDIRECT) }, "redirect-uri/encoding"],
    ["invalid_callback", "web", { redirect_uri: `${REDIRECT}/` }, "redirect-uri/trailing-slash"],
    ["invalid_callback", "web", { redirect_uri: REDIRECT.replace("https", "http") }, "redirect-uri/scheme-mismatch"],
    [
      "invalid_callback",
      "web",
      { redirect_uri: REDIRECT.replace("example", "example:8443") },
      "redirect-uri/port-mismatch",
    ],
    ["invalid_callback", "web", { redirect_uri: REDIRECT.replace("app.", "www.app.") }, "redirect-uri/host-mismatch"],
    ["invalid_callback", "web", { redirect_uri: REDIRECT.replace("call", "Call") }, "redirect-uri/wrong-case"],
    ["invalid_callback", "web", { redirect_uri: `${REDIRECT}/../x` }, "redirect-uri/path-mismatch"],
    ["invalid_callback", "two", { redirect_uri: `${OTHER}1` }, "redirect-uri/path-mismatch"],
    ["invalid_callback", "web", { redirect_uri: "https://attacker.example/" }, "redirect-uri/unregistered"],
  ])("%s: %s, %o", async (_, id, parameters, code) => {
    const { url } = world.app(id).begin(parameters);
    refusedOn(await world.person().page(url), 400, code);
  });

  it.each(["client_id=other", `redirect_uri=${encodeURIComponent("https://attacker.example/")}`])(
    "invalid_param: %s twice",
    async (more) => {
      const { url } = world.app("web").begin();
      refusedOn(await world.person().page(`${url}&${more}`), 400, "request/parameter-repeated");
    },
  );

  it("invalid_request: an authorization request in JSON", async () => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    const person = world.person();
    const page = await person.page(await person.browse(`${world.issuer}/authorize`, init));
    refusedOn(page, 400, "request/wrong-content-type");
  });
});
