/** Users and apps in CSV. The first line names the columns. */
import { CLAIMS } from "../../protocol/claims.ts";
import type { Asked, Found, Source } from "../found.ts";
import { aspNetHash, knownHash } from "../hashes.ts";
import { userFrom } from "../moved-user.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asObject, asText, asTime, entry, type Json } from "../read-as.ts";
import { csvClient, isClient } from "./csv-clients.ts";
import { scopeMaker } from "./scopes-of-clients.ts";

export const csvUsers: Source = {
  name: "csv",
  title: "CSV",
  files:
    "users or apps: a first line with the names of the columns, such as username,email,password_hash,name,groups or client_id,client_secret,redirect_uris,grant_types,scope",
  cut: "csv",
  lists: [],
  read,
};

/** Names of columns, in lower case and without separators, by the member that they are. Others are claims and attributes. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...{ sub: "subject", subject: "subject", id: "subject", userid: "subject", localid: "subject", objectid: "subject" },
  ...{ username: "username", login: "username", preferredusername: "username", normalizedusername: "" },
  ...{ userlogin: "username", "cognito:username": "username", userprincipalname: "username" },
  ...{ passwordhash: "hash", password: "hash", hash: "hash", hashedpassword: "hash", encryptedpassword: "hash" },
  ...{ userpass: "hash", passworddigest: "hash", userregistered: "created", datejoined: "created" },
  ...{ disabled: "disabled", blocked: "disabled", suspended: "disabled", banned: "disabled" },
  ...{ enabled: "enabled", active: "enabled", isactive: "enabled", accountenabled: "enabled", status: "status" },
  ...{ createdat: "created", created: "created", createddatetime: "created" },
  ...{ email: "email", mail: "email", emailverified: "email_verified", emailconfirmed: "email_verified" },
  ...{ givenname: "given_name", firstname: "given_name", familyname: "family_name", lastname: "family_name" },
  ...{ phonenumber: "phone_number", phone: "phone_number", phonenumberverified: "phone_number_verified" },
  ...{ useremail: "email", emailaddress: "email", primaryemailaddress: "email", surname: "family_name" },
  ...{ displayname: "name", fullname: "name", photourl: "picture" },
  ...{ primaryphone: "phone_number", primaryphonenumber: "phone_number", telephonenumber: "phone_number" },
  // When it was.
  ...{ emailverifiedat: "verified", emailconfirmedat: "verified", confirmedat: "verified" },
};

/** Claims, whose columns may be named in any case and with any separator. */
const CLAIM_COLUMNS: Readonly<Record<string, string>> = Object.fromEntries(
  CLAIMS.map((claim) => [folded(claim), claim]),
);

/** Templates have a column's own name in brackets, or whether it is required. One of Entra's means the opposite of its own name. */
function folded(name: string): string {
  if (/^block sign in\b/i.test(name)) return "blocked";
  const [, own = ""] = /\[([a-z]+)\] (?:required|optional)$/i.exec(name.trim()) ?? [];
  const plain = own === "" ? name.replace(/\[[A-Z ]+\]\s*$/i, "") : own;
  return plain.toLowerCase().replaceAll(/[\s_-]/g, "");
}
/** Members that are no claims. */
const OWN = new Set(["subject", "username", "hash", "disabled", "enabled", "created", "status", "verified"]);
/** Words for a user who can't sign in. */
const ENDED = new Set(
  "disabled inactive suspended deprovisioned deactivated blocked banned archived deleted".split(" "),
);
const [FLAGS, LISTS] = [new Set(["email_verified", "phone_number_verified"]), new Set(["groups", "roles"])];

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const makeScopes = scopeMaker();
  for await (const { at, value } of pieces) {
    const record = asObject(value);
    yield* isClient(record) ? csvClient(at, record, makeScopes, asked) : userOf(at, record);
  }
}

function* userOf(at: string, record: Json): Generator<Found> {
  const own = new Map<string, unknown>();
  const claims: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const known = entry(COLUMNS, folded(name));
    const member = known ?? entry(CLAIM_COLUMNS, folded(name)) ?? name.replace(/^custom:/, "");
    if (member === "") continue;
    if (OWN.has(member)) own.set(member, value);
    else if (FLAGS.has(member)) claims[member] = asFlag(value);
    // A list within a field has another separator than the fields.
    else if (LISTS.has(member))
      claims[member] = String(value)
        .split(/[;|]/)
        .map((one) => one.trim())
        .filter((one) => one !== "");
    else claims[member] = value;
  }
  const text = asText(own.get("hash"))?.trim();
  const isEnded = ENDED.has(String(own.get("status") ?? "").toLowerCase());
  if (claims.email_verified === undefined && own.has("verified"))
    claims.email_verified = asTime(own.get("verified")) !== undefined;
  yield* userFrom({
    at,
    subject: asText(own.get("subject"))?.trim(),
    username: (asText(own.get("username")) ?? asText(claims.email) ?? "").trim(),
    disabled: asFlag(own.get("disabled")) ?? (asFlag(own.get("enabled")) === false || isEnded),
    createdAt: asTime(own.get("created")),
    claims,
    password: {
      text: text === undefined ? undefined : (aspNetHash(text) ?? knownHash(text)),
      at,
    },
  });
}
