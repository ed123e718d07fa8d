/** Faults with resources (RFC 8707). */
import { asking, responding, withMembers, withParameters } from "../between.ts";
import type { Message, Mutant } from "../through.ts";
import { RESOURCE } from "./api.ts";

/** The server behind gets one that it knows instead. */
const instead = (path: string, is: (resource: string) => boolean): Mutant["between"] =>
  asking(path, (message: Message) => {
    const resource = (message.method === "POST" ? message.form : message.query).get("resource") ?? "";
    return resource !== RESOURCE && is(resource) ? withParameters(message, { resource: RESOURCE }) : message;
  });

const isUnknown = (resource: string): boolean => resource.startsWith("https://");
const isOfCode = ({ form }: Message): boolean => form.get("grant_type") === "authorization_code";

export const RESOURCES: Readonly<Record<string, Mutant>> = {
  "unknown resources are accepted": {
    does: "The token endpoint takes any resource for its own.",
    breaks: ["resource/unknown"],
    between: asking("/token", (message) =>
      isUnknown(message.form.get("resource") ?? "") && !isOfCode(message)
        ? withParameters(message, { resource: RESOURCE })
        : message,
    ),
  },
  "a relative resource is accepted": {
    does: "A path is taken for a resource.",
    breaks: ["resource/not-absolute"],
    between: instead("/token", (resource) => resource.startsWith("/")) as never,
  },
  "a fragment of a resource is cut off": {
    does: "What is behind # is ignored.",
    breaks: ["resource/fragment"],
    between: instead("/token", (resource) => resource.includes("#")) as never,
  },
  "unknown resources are asked for": {
    does: "The authorization endpoint takes any resource for its own.",
    breaks: ["resource/unknown-at-authorization"],
    between: instead("/auth", isUnknown) as never,
  },
  "a code is good for any resource": {
    does: "The token endpoint forgets what the user allowed.",
    breaks: ["resource/not-widened"],
    between: asking("/token", (message) =>
      isOfCode(message) && message.form.has("resource") ? withParameters(message, { resource: RESOURCE }) : message,
    ),
  },
  "another error for resources": {
    does: "invalid_target is called invalid_request.",
    breaks: ["resource/unknown", "resource/not-absolute", "resource/fragment", "resource/not-widened"],
    between: responding("/token", (answer) =>
      answer.body.includes("invalid_target")
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_request" }))
        : answer,
    ) as never,
  },
};
