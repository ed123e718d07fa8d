import fc from "fast-check";
import { expect, it } from "vitest";
import { threadWork } from "../../test/thread-work.ts";
import { scrub } from "./scrub.ts";

const CODE = `candor_code_${"a".repeat(56)}`;
const JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

it.each([
  [CODE, "*".repeat(68)],
  [`client ${CODE}!`, `client ${"*".repeat(68)}!`],
  [JWT, "*".repeat(JWT.length)],
  ["https://a.example/cb?code=s3cret-of-a-code&x=1", "https://a.example/cb?code=****************&x=1"],
  ["https://a.example/cb#access_token=s3cret-s3cret", "https://a.example/cb#access_token=*************"],
  ["https://a.example/cb%3Fcode%3Ds3cret-s3cret%26x%3D1", "https://a.example/cb%3Fcode%3D*************%26x%3D1"],
  ["https://a.example/cb?CODE=s3cret-s3cret", "https://a.example/cb?CODE=*************"],
  ["https://a.example/cb?clientSecret=s3cret-s3cret", "https://a.example/cb?clientSecret=*************"],
  ["https://a.example/cb?api_key=s3cret-s3cret;x", "https://a.example/cb?api_key=*************;x"],
  ["https://a.example/cb?code[]=s3cret-s3cret", "https://a.example/cb?code[]=*************"],
  ["https://a.example/%253Fcode%253Ds3cret-s3cret", "https://a.example/%253Fcode%253D*************"],
  ["client_credentials\\nclient_secret=s3cret-s3cret", "client_credentials\\nclient_secret=*************"],
  ['{"client_secret": "s3cret-s3cret"}', '{"client_secret": "*************"}'],
  ["https://admin:s3cret@host.example/", "https://admin:******@host.example/"],
  ["/token/client_secret=s3cret-s3cret", "/token/client_secret=*************"],
  ["1a2b3c4d5.AbCdEfGhIjKlMnOpQrStUvWxYz012345", "*".repeat(42)],
  ["/x/%221a2b3c4d5.AbCdEfGhIjKlMnOpQrStUvWxYz012345%22", `/x/%${"*".repeat(44)}%22`],
  ["20619.AbCdEfGhIjKl.AbCdEfGhIjKlMnOpQrStUvWx", "*".repeat(43)],
  ["candor_form_AbCdEfGhIjKlMnOpQrStUvWx", "*".repeat(36)],
  [`Bearer%20${JWT}`, `Bearer%20${"*".repeat(JWT.length)}`],
  [
    "https://photosapp.a-preview-of-some-branch-of-the-team.example/",
    "https://photosapp.a-preview-of-some-branch-of-the-team.example/",
  ],
  // What is short is a setting; hosts, scopes and other parameters are what they are.
  ["https://legacy.example/cb?token=tenant1", "https://legacy.example/cb?token=tenant1"],
  ["https://keycloak-production.acme-corporation.com/cb", "https://keycloak-production.acme-corporation.com/cb"],
  ["surveys_results.read_only", "surveys_results.read_only"],
  ["https://a.example/cb?state_key_value=12345678901", "https://a.example/cb?state_key_value=12345678901"],
  ["read_profile write_multipass", "read_profile write_multipass"],
  ["https://a.example/cb?tenant=code", "https://a.example/cb?tenant=code"],
  ["https://a.example/cb?code_challenge=abc", "https://a.example/cb?code_challenge=abc"],
  ["candor_code_", "candor_code_"],
])("%j is shown as %j", (text, told) => {
  expect(scrub(text)).toBe(told);
});

it("keeps the length, and twice is the same as once", () => {
  const text = fc
    .array(fc.oneof(fc.string(), fc.constantFrom(CODE, JWT, "?code=", "&token=", "%3Fsecret%3D", "#", "eye")))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (one) => {
      const told = scrub(one);
      expect(told.length).toBe(one.length);
      expect(scrub(told)).toBe(told);
    }),
  );
});

it.each([
  "ey",
  "12345678.",
  "12345.aaaaaaaaaaaa.",
  "candor_",
  "candor_code_",
  "?code=",
  "ey.",
  "%3Fcode%3D",
  "a.",
  "&token=a#",
])("takes no more time than is due for many of %j", (part) => {
  const long = part.repeat(65_536 / part.length);
  const { took } = threadWork(() => scrub(long));
  // A thousand times what is due; the square of the length would be a thousand times that.
  expect(took).toBeLessThan(500);
});
