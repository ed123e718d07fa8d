/** What a check file may say, and where its secrets come from. */
import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { CheckFile, withSecrets } from "../../src/checker/check-file.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const JWK = privateKey.export({ format: "jwk" }) as Record<string, unknown>;

const method = (client: object): unknown =>
  CheckFile.parse({ clients: { web: { client_id: "a", ...client } } }).clients.web?.token_endpoint_auth_method;

it("the method is what fits", () => {
  expect(method({})).toBe("none");
  expect(method({ client_secret: "s" })).toBe("client_secret_basic");
  expect(method({ private_key: PEM })).toBe("private_key_jwt");
  expect(method({ private_key: JWK })).toBe("private_key_jwt");
  expect(method({ private_key: JSON.stringify(JWK) })).toBe("private_key_jwt");
  expect(method({ private_key: PEM, certificate: "…" })).toBe("tls_client_auth");
  expect(method({ client_secret: "s", token_endpoint_auth_method: "client_secret_jwt" })).toBe("client_secret_jwt");
});

it.each([
  [{ token_endpoint_auth_method: "client_secret_post" }, "client_secret_post needs it"],
  [{ token_endpoint_auth_method: "private_key_jwt" }, "private_key_jwt needs it"],
  [{ token_endpoint_auth_method: "tls_client_auth", private_key: PEM }, "tls_client_auth needs it"],
  [{ private_key: "a key" }, "neither PEM nor a JWK"],
])("%j is refused", (client, says) => {
  expect(() => method(client)).toThrow(says);
});

it("secrets come from the environment and from files", () => {
  const elsewhere = { env: { NAME: "from outside" }, read: (path: string) => `content of ${path}\n` };
  const file = { a: ["\u0024{NAME}"], b: { c: "\u0024{file:keys/a.pem}" } };
  expect(withSecrets(file, elsewhere)).toEqual({ a: ["from outside"], b: { c: "content of keys/a.pem" } });
  expect(() => withSecrets("\u0024{OTHER}", elsewhere)).toThrow("OTHER is not set");
});
