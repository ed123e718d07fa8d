/** What notes about users say, by their ids. A released id is never reused. */
import type { Meaning } from "./note-meaning.ts";

export const USER_NOTES = {
  "import/user-differs": {
    kind: "conflict",
    says: "A user with this subject exists here already, and differs in {members}.",
    help: "What is here stays. Change it here, or remove the user and import again.",
  },
  "import/username-taken": {
    kind: "conflict",
    says: "Another user has this user name.",
    help: "User names are unique, ignoring case. Change one of the two, and import again.",
  },
  "import/owner-other": {
    kind: "changed",
    says: "The application belonged to {owner}. Another user has this user name here, so it belongs to nobody.",
    help: "Change one of the two user names, and then name the owner.",
  },
  "import/user-repeated": {
    kind: "left",
    says: "The user appears earlier in the same import, by subject or user name.",
    help: "The first one comes along. Remove the others, or give them other names.",
  },
  "import/user-name": {
    kind: "left",
    says: "The user name isn't valid: expected {expected}.",
    help: "Give the user another name in the source, and import again.",
  },
  "import/user-nameless": {
    kind: "left",
    says: "The user has neither a user name nor an e-mail address.",
    help: "Users sign in with a user name. Give the user one in the file, and import again. In CSV, the first line must name its column, such as username or email.",
  },
  "import/password-placeholder": {
    kind: "lost",
    says: "The file has a placeholder for the user's password.",
    help: "It isn't a password: everybody can read it. The user can't sign in until you send a link, or set a password with candor users password.",
  },
  "import/user-subject": {
    kind: "left",
    says: "The user's id isn't valid as a subject.",
    help: "A subject has 1 to 255 printable ASCII characters (OpenID Connect Core, section 2). Change it in the file.",
  },
  "import/service-account": {
    kind: "left",
    says: "The user is the account of an app itself.",
    help: "Nothing to do: apps that use client_credentials need no user.",
  },
  "import/federated-user": {
    kind: "left",
    says: "A user of another store has only roles, groups or consents in the file.",
    help: "Users of LDAP and of other stores come along by a hook: docs/guides/hooks.md.",
  },
  "import/no-password": {
    kind: "lost",
    says: "The user has no password there.",
    help: "The user can't sign in until you send a link, or set a password with candor users password.",
  },
  "import/hash-unsupported": {
    kind: "lost",
    says: "The password hash has the form {form}.",
    help: "Supported are bcrypt, PBKDF2 with SHA-1, SHA-256 and SHA-512, scrypt and argon2. The user can't sign in until you send a link, or set a password with candor users password.",
  },
  "import/hash-expensive": {
    kind: "lost",
    says: "The password hash has {fault}.",
    help: "Verifying it would take the server too long. The user can't sign in until you send a link, or set a password with candor users password.",
  },
  "import/second-factor": {
    kind: "lost",
    says: "The user has a second factor ({factor}).",
    help: "Users sign in with passwords here. If you need more, put it in front of this server.",
  },
  "import/identity-link": {
    kind: "lost",
    says: "The user signs in with {provider}.",
    help: "Links to other identity providers can't come along. The user needs a password here.",
  },
  "import/claim-invalid": {
    kind: "lost",
    says: "The claim {claim} has a value that isn't valid: expected {expected}.",
    help: "Correct it here, after the import.",
  },
  "import/attribute-undeclared": {
    kind: "lost",
    says: "The attribute {name} isn't declared.",
    help: "To keep it, declare it in the setting users.attributes before you import.",
  },
} as const satisfies Readonly<Record<string, Meaning>>;
