/** User-Managed Access 2.0: permission tickets. */
import { uma } from "../specs.ts";
import { client, type StandardCode, server } from "./define.ts";

const grant = {
  standing: "registered",
  changeController: "Kantara Initiative",
  reference: uma("grant", "3.3.6"),
  usedAt: [{ at: "token endpoint", section: uma("grant", "3.3.6"), statuses: [403] }],
} as const satisfies Partial<StandardCode>;

export const userManaged: readonly StandardCode[] = [
  {
    ...grant,
    error: "need_info",
    title: "More information about the requesting party is required",
    means: "Before it can decide, the server needs more claims, or the requesting party must visit the server's pages.",
    requirements: [
      server.must(uma("grant", "3.3.6"), "it returns need_info", "send a ticket for the next request"),
      server.must(uma("grant", "3.3.6"), "it returns need_info", "send required_claims, redirect_user or both"),
      server.mustNot(uma("grant", "3.3.6"), "it sends a ticket", "send the one that the client used"),
    ],
    validation: {
      accept: ["403 with a JSON body that has a new ticket and required_claims or redirect_user"],
      reject: ["need_info without a ticket", "the same ticket again"],
    },
    confusedWith: [
      { name: "interaction_required", note: "Returned by the authorization endpoint in response to prompt=none." },
    ],
  },
  {
    ...grant,
    error: "request_denied",
    title: "The client may not have these permissions",
    means: "The resource owner's policies don't give the client the permissions of its ticket.",
    requirements: [],
    validation: {
      accept: ["403 with a JSON body"],
      reject: ["400", "this code for a ticket that has expired: that is invalid_grant"],
    },
    confusedWith: [
      { name: "access_denied", note: "Returned if the user was asked directly." },
      { name: "invalid_grant", note: "For a ticket that is unknown or has expired." },
    ],
  },
  {
    ...grant,
    error: "request_submitted",
    title: "The resource owner must decide",
    means: "The request was passed on to the resource owner. The client may ask again later.",
    requirements: [
      server.must(uma("grant", "3.3.6"), "it returns request_submitted", "send a ticket for asking again"),
      server.may(uma("grant", "3.3.6"), "it returns request_submitted", "send an interval"),
      client.should(uma("grant", "3.3.6"), "it got an interval", "wait that many seconds before it asks again"),
    ],
    validation: {
      accept: ["403 with a JSON body that has a new ticket"],
      reject: ["request_submitted without a ticket", "the same ticket again"],
    },
    confusedWith: [
      { name: "authorization_pending", note: "The equivalent for device codes and CIBA, with status 400." },
    ],
  },
  {
    error: "invalid_resource_id",
    title: "A resource is not registered",
    means: "The resource server requested a ticket for a resource that the authorization server doesn't know.",
    standing: "defined",
    changeController: "Kantara Initiative",
    reference: uma("federated", "4.3"),
    usedAt: [{ at: "permission endpoint", section: uma("federated", "4.3"), statuses: [400] }],
    requirements: [],
    validation: { accept: ["400 with a JSON body"], reject: ["this code at the token endpoint"] },
    confusedWith: [{ name: "invalid_target", note: "For a resource that a client names." }],
  },
  {
    error: "unsupported_method_type",
    title: "The HTTP method is not supported here",
    means: "The resource server used a method that the resource registration endpoint doesn't support.",
    standing: "defined",
    changeController: "Kantara Initiative",
    reference: uma("federated", "3.2"),
    usedAt: [{ at: "resource registration", section: uma("federated", "3.2"), statuses: [405] }],
    requirements: [
      server.may(uma("federated", "3.2"), "the method is not supported", "send unsupported_method_type with the 405"),
    ],
    validation: { accept: ["405 with or without this code"], reject: ["this code with another status"] },
    confusedWith: [{ name: "invalid_request", note: "What most OAuth endpoints return for a wrong method." }],
  },
];
