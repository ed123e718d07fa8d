import { describe, expect, it } from "vitest";
import { basic, formOf, post } from "../../../test/catalogue/samples.ts";
import { refuse } from "../../reasons/index.ts";
import { firstRefusal } from "../decision.ts";
import { type Received, receive } from "../received.ts";
import { credentialChecks, presentedBy } from "./request.ts";

function read(authorization: string | undefined, form: Record<string, string> = {}) {
  const received: Received = { ...receive(post("", { authorization })), body: formOf(form) };
  return firstRefusal(credentialChecks, { received }) ?? presentedBy(received);
}

describe("without an Authorization header", () => {
  it.each([
    [{}, { method: "none", clientId: undefined, secret: undefined }],
    [{ client_id: "spa" }, { method: "none", clientId: "spa", secret: undefined }],
    [
      { client_id: "web", client_secret: "s" },
      { method: "client_secret_post", clientId: "web", secret: "s" },
    ],
  ])("%j", (form, presented) => {
    expect(read(undefined, form)).toEqual({ ...presented, undecoded: undefined });
  });

  it.each<[form: Record<string, string>, near: string | undefined]>([
    [{ client_secret: "s" }, undefined],
    [{ client_secret: "s", clientId: "web" }, "clientId"],
    [{ client_secret: "s", client_ID: "web" }, "client_ID"],
    [{ client_secret: "s", user: "web" }, undefined],
  ])("a secret without client_id is not said to be none: %j", (form, near) =>
    expect(read(undefined, form)).toEqual(refuse("request/parameter-absent", { parameter: "client_id", near })),
  );

  const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  const absent = (parameter: string) => refuse("request/parameter-absent", { parameter });
  const twice = (...methods: string[]) => refuse("client-auth/repeated", { methods });

  it.each<[form: Record<string, string>, header: string | undefined, is: ReturnType<typeof refuse>]>([
    [{ client_assertion: "a" }, undefined, absent("client_assertion_type")],
    [{ client_assertion_type: TYPE }, undefined, absent("client_assertion")],
    [
      { client_assertion_type: TYPE, client_assertion: "a" },
      basic("web:s"),
      twice("client_secret_basic", "private_key_jwt"),
    ],
    [
      { client_id: "web", client_secret: "s", client_assertion: "a" },
      undefined,
      twice("client_secret_post", "private_key_jwt"),
    ],
    [
      { client_assertion_type: "t", client_assertion: "a" },
      undefined,
      refuse("client-auth/assertion-unsupported", { parameters: ["client_assertion_type"], sent: "t" }),
    ],
    [{ client_assertion_type: "t" }, "Bearer x", refuse("client-auth/malformed", { scheme: "Bearer" })],
  ])("half an assertion, or one and something else, is refused: %j %s", (form, header, is) =>
    expect(read(header, form)).toEqual(is),
  );

  it.each<[sub: unknown, id: string | undefined, clientId: string | undefined]>([
    ["web", undefined, "web"],
    ["web", "other", "other"],
    [7, undefined, undefined],
  ])("an assertion names its client by sub, unless client_id does: %j %s", (sub, id, clientId) => {
    const secret = `e30.${btoa(JSON.stringify({ sub })).replaceAll("=", "")}.x`;
    const form = { client_assertion_type: TYPE, client_assertion: secret, ...(id !== undefined && { client_id: id }) };
    expect(read(undefined, form)).toEqual({ method: "private_key_jwt", clientId, secret, undecoded: undefined });
  });
});

describe("HTTP Basic", () => {
  it.each<[pair: string, clientId: string, secret: string | undefined, undecoded?: [string, string]]>([
    ["web:s3cret", "web", "s3cret"],
    ["web:with:colons", "web", "with:colons"],
    ["web:", "web", undefined],
    ["web:a-b_c.d~e", "web", "a-b_c.d~e"],
    ["we%3Ab:s%2Bt%25u%26", "we:b", "s+t%u&", ["we%3Ab", "s%2Bt%25u%26"]],
    // Not form-encoded, as many libraries send it: both readings are kept.
    ["web:a+b", "web", "a b", ["web", "a+b"]],
    ["web:100%", "web", "100%"],
    ["web:a%zzb+c", "web", "a%zzb+c"],
    ["web:a%41b", "web", "aAb", ["web", "a%41b"]],
    ["web:%FF", "web", "%FF"],
    ["a+b:s", "a b", "s", ["a+b", "s"]],
    ["https%3A%2F%2Fapp.example:s", "https://app.example", "s", ["https%3A%2F%2Fapp.example", "s"]],
    ["wéb:sécret🔑", "wéb", "sécret🔑"],
    ["web: s ", "web", " s "],
  ])("%j", (pair, clientId, secret, undecoded) => {
    expect(read(basic(pair))).toEqual({
      method: secret === undefined ? "none" : "client_secret_basic",
      clientId,
      secret,
      undecoded: undecoded && { clientId: undecoded[0], secret: undecoded[1] },
    });
  });

  it.each(["Basic d2ViOnM=", "basic d2ViOnM=", "BASIC d2ViOnM", "Basic   d2ViOnM=  "])("takes %j", (header) => {
    expect(read(header)).toMatchObject({ clientId: "web", secret: "s" });
  });

  it.each<[header: string, scheme: string]>([
    ["", "none"],
    ["Basic", "Basic"],
    ["Basic ", "Basic"],
    ["Basic web:s3cret", "Basic"],
    ["Basic d2Vi OnM=", "Basic"],
    ["Basic d2ViOnM===", "Basic"],
    ["Basic d2Vi-nM_", "Basic"],
    ["Basic\td2ViOnM=", "none"],
    [basic("no colon"), "Basic"],
    [basic(":secret"), "Basic"],
    ["Bearer d2ViOnM=", "Bearer"],
    ["Digest username=web", "Digest"],
    ["d2ViOnM6c2VjcmV0c2VjcmV0", "none"],
    ["s3cret!", "none"],
    // A secret or a token without a scheme before it.
    ["demo-service-secret", "none"],
    ["s3cretToken", "none"],
    ["s3cretToken and more", "none"],
  ])("refuses %j and repeats no more of it than a scheme's name", (header, scheme) => {
    expect(read(header)).toEqual(refuse("client-auth/malformed", { scheme }));
  });

  it.each<[pair: string, form: Record<string, string>, is: ReturnType<typeof refuse> | "granted"]>([
    ["web:s", { client_id: "web" }, "granted"],
    ["we%3Ab:s", { client_id: "we:b" }, "granted"],
    ["we%3Ab:s", { client_id: "we%3Ab" }, "granted"],
    ["web:s", { client_id: "Web" }, refuse("client-auth/client-id-mismatch", { header: "web", body: "Web" })],
    [
      "web:s",
      { client_secret: "s" },
      refuse("client-auth/repeated", { methods: ["client_secret_basic", "client_secret_post"] }),
    ],
    [
      "web:",
      { client_id: "web", client_secret: "s" },
      refuse("client-auth/repeated", { methods: ["client_secret_basic", "client_secret_post"] }),
    ],
    [":s", { client_secret: "s" }, refuse("client-auth/malformed", { scheme: "Basic" })],
  ])("%j beside %j in the body", (pair, form, is) => {
    if (is === "granted") expect(read(basic(pair), form)).toMatchObject({ method: "client_secret_basic" });
    else expect(read(basic(pair), form)).toEqual(is);
  });
});
