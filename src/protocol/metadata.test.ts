import { describe, expect, it } from "vitest";
import { catalogue, DAY, settings, T } from "../../test/catalogue/samples.ts";
import { metadata, PATHS } from "./metadata.ts";
import { RESPONSE_MODES } from "./response-modes/index.ts";

const ISSUER = "https://id.example/tenant";
const open = settings({ issuer: ISSUER });
const document = metadata(ISSUER, catalogue, ["name", "email"], T, open);

describe("metadata (RFC 8414 2, OpenID Connect Discovery 3)", () => {
  it.each<[member: string, value: unknown]>([
    ["issuer", ISSUER],
    ["authorization_endpoint", `${ISSUER}/authorize`],
    ["token_endpoint", `${ISSUER}/token`],
    ["revocation_endpoint", `${ISSUER}/revoke`],
    ["introspection_endpoint", `${ISSUER}/introspect`],
    ["userinfo_endpoint", `${ISSUER}/userinfo`],
    ["registration_endpoint", `${ISSUER}/register`],
    ["jwks_uri", `${ISSUER}/jwks`],
    ["end_session_endpoint", `${ISSUER}/sign-out`],
    ["service_documentation", `${ISSUER}/errors`],
    ["response_types_supported", ["code"]],
    ["response_modes_supported", RESPONSE_MODES],
    ["grant_types_supported", ["authorization_code", "refresh_token", "client_credentials"]],
    // RFC 9700 2.1.1, OAuth 2.1: plain is not supported.
    ["code_challenge_methods_supported", ["S256"]],
    [
      "token_endpoint_auth_methods_supported",
      ["client_secret_basic", "client_secret_post", "private_key_jwt", "client_secret_jwt", "none"],
    ],
    [
      "revocation_endpoint_auth_methods_supported",
      ["client_secret_basic", "client_secret_post", "private_key_jwt", "client_secret_jwt", "none"],
    ],
    [
      "introspection_endpoint_auth_methods_supported",
      ["client_secret_basic", "client_secret_post", "private_key_jwt", "client_secret_jwt"],
    ],
    ["subject_types_supported", ["public", "pairwise"]],
    ["id_token_signing_alg_values_supported", ["RS256", "ES256", "EdDSA"]],
    ["authorization_response_iss_parameter_supported", true],
    ["request_parameter_supported", true],
    // Its default is true (Discovery 3), so that it must be said.
    ["request_uri_parameter_supported", true],
    ["claims_parameter_supported", true],
    ["prompt_values_supported", ["none", "login", "consent", "select_account"]],
  ])("%s", (member, value) => expect(document[member]).toEqual(value));

  it("lists prompt=create exactly if there is a page for it", () => {
    const { prompt_values_supported: values } = metadata(ISSUER, catalogue, [], T, {
      signUp: { url: "https://x.example/" },
    });
    expect(values).toEqual(["none", "login", "consent", "select_account", "create"]);
  });

  it("lists grant management exactly if it is on, where certificates are asked for too", () => {
    expect(Object.keys(document).filter((name) => name.startsWith("grant_management"))).toEqual([]);
    const mutualTls = { authorities: [], endpoints: "https://mtls.example" };
    const on = metadata(ISSUER, catalogue, [], T, { grantManagement: "required", mutualTls });
    expect(on).toMatchObject({
      grant_management_endpoint: `${ISSUER}/grants`,
      grant_management_actions_supported: ["create", "merge", "replace", "query", "revoke"],
      grant_management_action_required: true,
      mtls_endpoint_aliases: {
        grant_management_endpoint: expect.stringMatching(/^https:\/\/mtls\.example\/.*grants$/),
      },
    });
  });

  it("names no registration endpoint if nobody may register applications", () => {
    const closed = { ...open, registration: { ...open.registration, mode: "off" as const } };
    expect(metadata(ISSUER, catalogue, [], T, closed)).not.toHaveProperty("registration_endpoint");
  });

  it("names the scopes that can be had, at this time", () => {
    const openid = ["openid", "profile", "email", "address", "phone", "offline_access"];
    expect(document.scopes_supported).toEqual([...openid, "read_photos", "write_photos", "read_bills", "old_read"]);
    const later = metadata(ISSUER, catalogue, [], T + DAY);
    expect(later.scopes_supported).toEqual([...openid, "read_photos", "write_photos", "read_bills"]);
  });

  it("names the claims of the ID token and of userinfo", () => {
    expect(document.claims_supported).toEqual([
      "sub",
      "iss",
      "aud",
      "exp",
      "iat",
      "auth_time",
      "acr",
      "nonce",
      "at_hash",
      "sid",
      "name",
      "email",
    ]);
  });

  it("two endpoints are never at one path", () => {
    const paths = Object.values(PATHS);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
