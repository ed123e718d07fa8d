/** GitLab: its Doorkeeper messages, on gitlab.com and on self-hosted instances. */
import type { Dialect } from "./define.ts";
import { api } from "./gitlab/api.ts";
import { oauth } from "./gitlab/oauth.ts";

const LOCALE = "https://github.com/doorkeeper-gem/doorkeeper/blob/main/config/locales/en.yml";

export const gitlab: Dialect = {
  provider: "gitlab",
  name: "GitLab",
  hosts: ["gitlab.com"],
  marks: [/x-gitlab-meta|realm="Doorkeeper"|Doorkeeper::/i, /\bgl(oas|pat|cbt)-/],
  signatures: [...oauth, ...api],
  departures: [{ says: "One message of invalid_grant stands for six causes.", page: LOCALE }],
};
