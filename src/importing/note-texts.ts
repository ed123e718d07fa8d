/** What notes say, by their ids. A released id is never reused. */
import type { Meaning } from "./note-meaning.ts";
import { USER_NOTES } from "./user-note-texts.ts";

export const NOTES = {
  ...USER_NOTES,
  "import/redirect-wildcard": {
    kind: "lost",
    says: "The redirect URI {uri} is a pattern.",
    help: "Redirect URIs are compared exactly, because a pattern lets codes go to pages that nobody meant (RFC 9700, section 2.1). List the URIs that the app sends in a file, one on each line, and add --redirect-uris FILE: those that match are registered.",
  },
  "import/redirect-wildcard-expanded": {
    kind: "changed",
    says: "The redirect URI {uri} is a pattern. In its place, {count} that match it are registered.",
    help: "Check that the list is complete: every other URI is refused.",
  },
  "import/redirect-refused": {
    kind: "lost",
    says: "The redirect URI {uri} can't be registered: {fault}.",
    help: "Change the app to use another one, and register that.",
  },
  "import/redirect-placeholder": {
    kind: "lost",
    says: "The redirect URI {uri} has a placeholder.",
    help: "Replace it in the file by the URI that the app sends, or export from the server itself, and import again.",
  },
  "import/client-without-redirect": {
    kind: "left",
    says: "The app {name} has users sign in, and no redirect URI that can be registered.",
    help: "What is wrong with each of its redirect URIs is said below. For patterns, list the URIs that the app sends in a file, and add --redirect-uris FILE.",
  },
  "import/no-redirect-uri": {
    kind: "lost",
    says: "No redirect URI of {name} is left, so it can't use authorization_code.",
    help: "Register its redirect URIs, then allow authorization_code.",
  },
  "import/password-grant": {
    kind: "lost",
    says: "The password grant doesn't exist here.",
    help: "OAuth 2.1 has removed it, because apps would see passwords. Use authorization_code with PKCE for users, the device grant for devices without a browser, and client_credentials for machines.",
  },
  "import/implicit-flow": {
    kind: "changed",
    says: "The app could get tokens from the authorization endpoint ({types}). Here it gets codes.",
    help: "Change the app to authorization_code with PKCE. If it can't, allow the response types in the server's responseTypes and in those of the app.",
  },
  "import/grant-unknown": {
    kind: "lost",
    says: "The grant type {grant} isn't supported.",
    help: "See docs/reference/features.md for the grant types that are.",
  },
  "import/method-unknown": {
    kind: "lost",
    says: "The authentication method {method} can't come along: {why}.",
    help: "Register the app with another method once it is imported. An app with client_secret_jwt can be registered in the configuration file, which has its secret in plain text, or change to private_key_jwt.",
  },
  "import/no-grant": {
    kind: "left",
    says: "The app {name} has no grant type that exists here.",
    help: "Decide how it gets its tokens from now on, then register it.",
  },
  "import/client-not-oauth": {
    kind: "left",
    says: "The app {name} uses {protocol}.",
    help: "Only OAuth 2.1 and OpenID Connect are supported. The app needs a library for one of them.",
  },
  "import/client-built-in": {
    kind: "left",
    says: "{name} is a part of the other server itself.",
    help: "Nothing to do: this server has its own.",
  },
  "import/secret-new": {
    kind: "lost",
    says: "The client secret of {name} can't come along: {why}.",
    help: "The app is registered with a random secret that is thrown away. Make a new one with candor clients change <id> --new-secret, and give it to the app.",
  },
  "import/secret-hashed": {
    kind: "changed",
    says: "The client secret of {name} comes along as a hash ({form}).",
    help: "Nothing to do: the app keeps its secret. When it first uses it here, the hash is replaced by the SHA-256 that secrets have here.",
  },
  "import/secret-second": {
    kind: "lost",
    says: "{name} has more than one secret with a slow hash. The first comes along, and {left} stay behind.",
    help: "Each wrong secret would be compared with all of them. If the app uses another one, make a new one with candor clients change <id> --new-secret.",
  },
  "import/pkce-off": {
    kind: "changed",
    says: "{name} needn't use PKCE, as before.",
    help: "Once the app sends code_challenge, set pkceRequired to true.",
  },
  "import/pkce-public": {
    kind: "changed",
    says: "{name} has no secret, and must use PKCE from now on.",
    help: "Make sure that its library sends code_challenge. Almost all do.",
  },
  "import/default-scopes": {
    kind: "changed",
    says: "{name} got {scopes} without asking for them.",
    help: "Here an app gets the scopes that it requests. Add them to its requests.",
  },
  "import/scope-undescribed": {
    kind: "changed",
    says: "The scope {scope} has no description, so the consent page shows its name.",
    help: "Say in the scope's description what it allows.",
  },
  "import/scope-unknown": {
    kind: "lost",
    says: "The scope {scope} of {name} isn't registered.",
    help: "Register the scope, then allow it to the app. Patterns and scopes that the other server made up can't be.",
  },
  "import/lifetime-shortened": {
    kind: "changed",
    says: "{member} was {was} seconds. The longest here is {most}.",
    help: "Apps refresh their tokens more often. Nothing to do if they use the lifetime in the response.",
  },
  "import/invalid": {
    kind: "left",
    says: "{name} can't be registered: {is}; expected {expected}.",
    help: "Change it in the source or in the file, and import again.",
  },
  "import/registered-differently": {
    kind: "conflict",
    says: "{name} is registered here already, and differs in {members}.",
    help: "What is registered here stays. Change it here, or remove it and import again.",
  },
  "import/role-permissions": {
    kind: "changed",
    says: "The role {role} stands for {what}.",
    help: "Users keep the names of their roles, in the roles claim. Let your API decide what a role may do, or register the permissions as scopes.",
  },
  "import/audience": {
    kind: "changed",
    says: "The API {name} was {was}, and is {now} here.",
    help: "APIs are named by URLs. Have the API expect the new audience in its access tokens.",
  },
  "import/not-exported": {
    kind: "left",
    says: "An export has no sessions, access tokens, signing keys, invitations, initial access tokens, requests for scopes, refusals, or records of what was used when.",
    help: "Users sign in once more, and apps refresh their tokens. To move all of it, also from one database to the other, use candor backup and candor restore.",
  },
  "import/left-name-taken": {
    kind: "left",
    says: "Somebody had the user name {name} before. Another user has it here.",
    help: "Nothing to do, unless a configuration file names this user as the owner of an app: here it means the one who has the name.",
  },
  "import/audit-here": {
    kind: "left",
    says: "The audit log stays behind: this server has one of its own, with {count} entries.",
    help: "Each entry covers the one before, so two logs can't become one. Keep the export: its lines are the log. To have it here, import into a new data directory or database before a server uses it.",
  },
  "import/audit-faulty": {
    kind: "left",
    says: "The audit log stays behind: it isn't whole. Entry {number} is {fault}.",
    help: "Keep the export, and find out with candor audit verify at the other server what has happened to it.",
  },
  "import/consent-unusable": {
    kind: "left",
    says: "What a user has allowed an app can't come along: {why}.",
    help: "Import the users and apps first. Users are asked again otherwise.",
  },
  "import/client-audience": {
    kind: "changed",
    says: "{name} could request tokens for {audience}. Here a token is for the API of its scopes.",
    help: "Register the API with its scopes, and allow the app those. It may name one of several APIs by resource.",
  },
  "import/mapper": {
    kind: "lost",
    says: "The mapper {mapper} of {name} ({type}) has no equivalent.",
    help: "Claims come from rules about users' attributes and constants: docs/guides/claims.md. What they can't say, a hook can: docs/guides/hooks.md.",
  },
  "import/mapper-built-in": {
    kind: "lost",
    says: "The mapper {mapper} adds the claim {claim} to the scope {name}, which has fixed claims here.",
    help: "Add a rule to the apps that need the claim, or to a scope of your own: docs/guides/claims.md.",
  },
  "import/mapper-access-token": {
    kind: "lost",
    says: "The claim {claim} of {name} was in access tokens too.",
    help: "Rules of an app are for ID tokens and userinfo. If an API reads the claim, add a rule to the API: docs/guides/claims.md.",
  },
  "import/claim-nested": {
    kind: "changed",
    says: "The claim {claim} of {name} was a member of another claim.",
    help: "Claims have a name of one part here: roles are in roles, and groups in groups. Change what reads them, or make the claim with a hook: docs/guides/hooks.md.",
  },
  "import/audience-second": {
    kind: "lost",
    says: "Tokens with the scope {scope} were for {audience}, too.",
    help: "A scope belongs to one API here. If the other one checks the audience, give it a scope of its own.",
  },
  "import/client-without-id": {
    kind: "left",
    says: "The app {name} has no client_id in the file.",
    help: "An app is registered under the id that it sends. Add the id to the file. From Auth0, export with ids (a0deploy export --export_ids=true) and with secrets (INCLUDED_PROPS of its configuration), or take what the Management API returns.",
  },
  "import/placeholder": {
    kind: "left",
    says: "{name} has a placeholder in {member}.",
    help: "Export it from the server itself, or replace the placeholder in the file, and import again.",
  },
  "import/pairwise": {
    kind: "changed",
    says: "{name} knows each user by a subject of its own, which is computed in another way here.",
    help: "The app sees other subjects. If it keeps users by them, let it find its users by another claim once, such as email, or make its subjects public.",
  },
  "import/setting": {
    kind: "lost",
    says: "The setting {name} stays behind.",
    help: "{where}",
  },
  "import/grants-signed": {
    kind: "lost",
    says: "Sessions and refresh tokens can't come along: {why}.",
    help: "Users sign in once more, and apps start a new authorization. Keep the other server until they have.",
  },
  "import/sessions": {
    kind: "left",
    says: "Sessions, codes and access tokens stay behind.",
    help: "Users sign in once more, and apps get new access tokens.",
  },
  "import/password-plain": {
    kind: "changed",
    says: "The user's password is in plain text in the file. It is hashed here.",
    help: "Delete the file when you no longer need it.",
  },
  "import/password-temporary": {
    kind: "lost",
    says: "The user had to choose another password at the next sign-in.",
    help: "Users aren't asked to here. Set another password with candor users password, or send a link.",
  },
  "import/role-shared": {
    kind: "changed",
    says: "The role {role} exists {count} times: for {where}.",
    help: "The roles claim has one name for all of them, and every app sees it. If a user may be an administrator of one app and not of another, rename the roles before you import.",
  },
  "import/claim-by-user": {
    kind: "lost",
    says: "{claim} is among what users could change themselves there.",
    help: "Apps believe this claim, so it can't come from there. Set it here, for the users who are to have it.",
  },
  "import/unknown": {
    kind: "left",
    says: "{what} isn't known.",
    help: "What comes along is in docs/guides/move-in.md. Bring it into one of those forms, or do without it.",
  },
  "import/token-unusable": {
    kind: "left",
    says: "The refresh token can't come along: {why}.",
    help: "The app starts a new authorization when its token is refused.",
  },
} as const satisfies Readonly<Record<string, Meaning>>;
