/** What users may not do with applications. */
import { rfc } from "../specs.ts";
import { faults, firstOf } from "./admin-faults.ts";
import { field, reason } from "./define.ts";
import { shown } from "./fixes.ts";

export const ofOwners = {
  "operator-only": reason({
    title: "Only an operator may set this",
    error: "invalid_request",
    status: 403,
    cause:
      "The owner of an application may change most of it. What would weaken the server for others is an operator's: sensitive scopes, applications without consent, longer lifetimes, somebody else's ownership.",
    evidence: faults,
    says: (e) => `Only an operator may set this: ${firstOf(e)}`,
    remedies: {
      developer: "Set what is expected, or ask an operator of the server to make this change.",
      operator:
        "If the owner should have it, make the change yourself. Scopes and grant types that owners may set are in the setting selfService.",
    },
    cites: [rfc(9110, "15.5.4")],
    related: ["admin/field-invalid", "admin/self-service-off"],
  }),
  "self-service-off": reason({
    title: "Users may not register applications here",
    error: "invalid_request",
    status: 403,
    cause: "The setting selfService lets only operators register applications, and the access token is a user's.",
    evidence: {},
    says: () =>
      "Users may not register applications on this server. Ask an operator to register it and to make you its owner.",
    remedies: {
      developer:
        "Ask an operator to register the application and to make you its owner. Then you can change it yourself.",
      operator:
        "Register the application and set its owner, or let users register applications with the setting selfService.",
    },
    cites: [rfc(9110, "15.5.4")],
    related: ["admin/quota-reached", "admin/operator-only"],
  }),
  "quota-reached": reason({
    title: "The owner has as many applications as allowed",
    error: "invalid_request",
    status: 403,
    cause:
      "Each user, and each team, may have a limited number of applications. The setting selfService has the number. Operators may add more.",
    evidence: {
      owner: field("text", "whose application it would be"),
      has: field("count", "applications that the owner has"),
      most: field("count", "applications that the owner may have"),
    },
    says: (e) =>
      `'${shown(e.owner)}' has ${e.has} ${e.has === 1 ? "application" : "applications"}, and may have ${e.most}. Remove one that isn't used, or ask an operator.`,
    remedies: {
      developer: "Remove an application that isn't used any more, or ask an operator to register this one.",
      operator: "Register the application yourself, or raise the number in the setting selfService.",
    },
    cites: [rfc(9110, "15.5.4")],
    related: ["admin/self-service-off"],
  }),
} as const;
