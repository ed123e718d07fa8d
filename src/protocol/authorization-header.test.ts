import { expect, it } from "vitest";
import { basic } from "../../test/catalogue/samples.ts";
import { readAuthorization } from "./authorization-header.ts";

const malformed = (scheme: string) => ({ is: "malformed", scheme });
const read = (clientId: string, secret: string, undecoded?: object) => ({ is: "basic", clientId, secret, undecoded });

it.each<[header: string | undefined, is: object]>([
  [undefined, { is: "absent" }],
  ["Bearer abc", { is: "bearer", scheme: "Bearer", token: "abc" }],
  ["bEARER  abc ", { is: "bearer", scheme: "bEARER", token: "abc" }],
  ["Bearer", { is: "bearer", scheme: "Bearer", token: "" }],
  ["Bearer a b", { is: "bearer", scheme: "Bearer", token: "a b" }],
  [basic("id:secret"), read("id", "secret")],
  [basic("id:secret").replace("Basic", "BASIC"), read("id", "secret")],
  [basic("i:"), read("i", "")],
  [basic("id:a:b"), read("id", "a:b")],
  // How it was sent is said only where decoding makes a difference.
  [basic("a%20b:c+d"), read("a b", "c d", { clientId: "a%20b", secret: "c+d" })],
  [basic("id:c+d"), read("id", "c d", { clientId: "id", secret: "c+d" })],
  [basic("a+b:s"), read("a b", "s", { clientId: "a+b", secret: "s" })],
  // What cannot be decoded is taken as it is.
  [basic("100%:50%"), read("100%", "50%")],
  [basic(":secret"), malformed("Basic")],
  [basic("no colon"), malformed("Basic")],
  ["Basic", malformed("Basic")],
  ["Basic ???", malformed("Basic")],
  ["Basic aWQ6cw===", malformed("Basic")],
  ["Basic aWQ6 cw==", malformed("Basic")],
  ["Basic x aWQ6cw==", malformed("Basic")],
  ['OAuth oauth_consumer_key="x"', { is: "oauth1" }],
  ['oauth realm="x", OAUTH_token = "y"', { is: "oauth1" }],
  ["OAuth candor_access_x", malformed("OAuth")],
  ["DPoP abc", { is: "bearer", scheme: "DPoP", token: "abc" }],
  ["token abc", malformed("token")],
  // A name of a scheme may be the secret itself.
  ["my-secret", malformed("none")],
  ["my-secret abc", malformed("none")],
  ["xBearer abc", malformed("none")],
  ["tokens abc", malformed("none")],
  ["", malformed("none")],
  [" Bearer abc", malformed("none")],
])("%j is read as %j", (header, is) => expect(readAuthorization(header)).toEqual(is));
