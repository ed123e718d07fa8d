/** Scopes that are not granted. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, basic, machine, refresh } from "./messages.ts";

export const scope = {
  "scope/wrong-delimiter": {
    situation: "demo-service joins two scopes by a comma.",
    refused: machine({ scope: "read_profile,write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "A space stands between them; in a form it is written as +.",
  },
  "scope/malformed": {
    situation: "demo-service joins its scopes by spaces, and one in the middle of the list is empty.",
    refused: machine({ scope: "read_profile++write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "Exactly one space stands between them.",
  },
  "scope/unknown": {
    situation: "demo-service asks for a scope of another server.",
    refused: machine({ scope: "read_profile+send_fax" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }),
    change:
      "What nobody here knows is left out. The names are in scopes_supported of /.well-known/openid-configuration.",
  },
  "scope/misspelled": {
    situation: "The developer of demo-service has typed a scope by hand.",
    refused: machine({ scope: "read_profile+write_multipas" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "write_multipas is write_multipass.",
  },
  "scope/wrong-case": {
    situation: "demo-service writes a scope as the console of another product shows it.",
    refused: machine({ scope: "Write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "write_multipass" }),
    change: "The name is written as the catalogue of scopes has it.",
  },
  "scope/not-allowed-for-client": sameRequest({
    situation: "demo-service is to read reports from now on, and nobody has ticked the scope for it.",
    refused: machine({ scope: "reports.read" }),
    correctedBy: "configuration",
    afterwards: ["reports.read is ticked for demo-service"],
    change: "The operator adds reports.read to the scopes of demo-service.",
  }),
  "scope/removed": {
    situation: "demo-service still asks for manage_pass, which has been removed.",
    refused: machine({ scope: "manage_pass" }),
    correctedBy: "request",
    corrected: machine({ scope: "write_multipass" }),
    change: "write_multipass has taken its place.",
  },
  "scope/missing": {
    situation: "demo-strict has no default scope, and its request names none.",
    refused: machine({}, basic("demo-strict")),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }, basic("demo-strict")),
    change: "The request says what it wants.",
  },
  "scope/exceeds-grant": {
    situation: "Ada has let demo-web read her profile. When it refreshes, demo-web asks for write_multipass too.",
    given: ["ada was not asked for write_multipass"],
    refused: refresh({ scope: "read_profile+write_multipass" }),
    correctedBy: "request",
    corrected: authorize({ scope: "openid+offline_access+read_profile+write_multipass" }),
    change: "A new authorization request asks the person for what was not granted yet.",
  },
  "scope/mixes-resources": {
    situation: "demo-service may call two APIs, and asks for one access token for both.",
    given: ["there is a second API with the scope read_bills"],
    refused: machine({ scope: "read_profile+read_bills" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_bills" }),
    change:
      "Each API gets an access token of its own; this one is for the second, and another request gets one for the first.",
  },
  "scope/unsuitable": {
    situation:
      "demo-service acts for itself, and its list of scopes was copied from an application that signs people in.",
    refused: machine({ scope: "openid+read_profile" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile" }),
    change: "openid is left out: nobody signs in.",
  },
} satisfies Examples;
