/** What is asked of an issuer holds nothing of the input. */
import { expect, it } from "vitest";
import { read } from "../doctor/read.ts";
import { issuersOf } from "./online.ts";

const jwt = (claims: object): string =>
  `${Buffer.from('{"alg":"RS256"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

it.each([
  ["https://id.example/authorize?client_id=a&response_type=code&id_token_hint=secret#x", ["https://id.example/"]],
  [
    "https://id.example/callback?code=secret&client_secret=secret&grant_type=authorization_code",
    ["https://id.example/"],
  ],
  [
    "https://id.example/realms/shop/protocol/openid-connect/auth?client_id=a&response_type=code",
    ["https://id.example/", "https://id.example/realms/shop"],
  ],
  [
    "https://dev.okta.example/oauth2/default/v1/authorize?client_id=a&response_type=code",
    ["https://dev.okta.example/", "https://dev.okta.example/oauth2/default"],
  ],
  ["curl 'https://api.example/me?access_token=secret'", []],
  ["https://user:secret@id.example/authorize?client_id=a&response_type=code", ["https://id.example/"]],
  [jwt({ iss: "https://id.example/t" }), ["https://id.example/t"]],
  [jwt({ iss: "https://id.example/?token=secret" }), []],
  [jwt({ iss: "https://169.254.169.254/latest" }), []],
  [jwt({ iss: "https://[::1]/x" }), []],
  [jwt({ iss: "https://2130706433/" }), []],
  [jwt({ iss: "http://localhost:2375" }), []],
  [jwt({ iss: "https://localhost./x" }), []],
  [jwt({ iss: "https://vault.internal./x" }), []],
])("of %s", (input, expected) => {
  expect(issuersOf(read(input))).toEqual(expected);
});
