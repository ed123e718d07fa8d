/** Scopes that aren't granted. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, basic, machine, refresh } from "./messages.ts";

export const scope = {
  "scope/wrong-delimiter": {
    situation: "demo-service separates two scopes by a comma.",
    refused: machine({ scope: "read_profile,write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "A space separates the scopes. In a form, it is encoded as +.",
  },
  "scope/malformed": {
    situation: "demo-service joins its scopes with spaces, but one in the middle of the list is empty.",
    refused: machine({ scope: "read_profile++write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "Exactly one space separates the scopes.",
  },
  "scope/unknown": {
    situation: "demo-service requests a scope of another server.",
    refused: machine({ scope: "read_profile+send_fax" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }),
    change: "The unknown scope is removed. The names are in scopes_supported of /.well-known/openid-configuration.",
  },
  "scope/misspelled": {
    situation: "The developer of demo-service typed a scope by hand.",
    refused: machine({ scope: "read_profile+write_multipas" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "write_multipas is corrected to write_multipass.",
  },
  "scope/wrong-case": {
    situation: "demo-service writes a scope as another product's console shows it.",
    refused: machine({ scope: "Write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "write_multipass" }),
    change: "The name is written exactly as in the list of scopes.",
  },
  "scope/not-allowed-for-client": sameRequest({
    situation: "demo-service must read reports from now on, but the scope hasn't been allowed for it.",
    refused: machine({ scope: "reports.read" }),
    correctedBy: "configuration",
    afterwards: ["reports.read is allowed for demo-service"],
    change: "The operator adds reports.read to the scopes of demo-service.",
  }),
  "scope/removed": {
    situation: "demo-service still requests manage_pass, which was removed.",
    refused: machine({ scope: "manage_pass" }),
    correctedBy: "request",
    corrected: machine({ scope: "write_multipass" }),
    change: "write_multipass replaces it.",
  },
  "scope/missing": {
    situation: "demo-strict has no default scope, and its request has no scope.",
    refused: machine({}, basic("demo-strict")),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }, basic("demo-strict")),
    change: "The request names a scope.",
  },
  "scope/exceeds-grant": {
    situation: "Ada let demo-web read her profile. When it refreshes, demo-web also requests write_multipass.",
    given: ["ada was not asked for write_multipass"],
    refused: refresh({ scope: "read_profile+write_multipass" }),
    correctedBy: "request",
    corrected: authorize({ scope: "openid+offline_access+read_profile+write_multipass" }),
    change: "A new authorization request asks the user for the scope that wasn't granted yet.",
  },
  "scope/mixes-resources": {
    situation: "demo-service can call two APIs, and requests one access token for both.",
    given: ["there is a second API with the scope read_bills"],
    refused: machine({ scope: "read_profile+read_bills" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_bills" }),
    change:
      "Each API gets its own access token. This one is for the second, and another request gets one for the first.",
  },
  "scope/unsuitable": {
    situation: "demo-service acts for itself, but its list of scopes was copied from an app that signs users in.",
    refused: machine({ scope: "openid+read_profile" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }),
    change: "openid is removed because nobody signs in.",
  },
} satisfies Examples;
