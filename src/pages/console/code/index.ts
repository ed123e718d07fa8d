/** The code for an application: of the libraries that fit what is being built, the most usual one first. */
import { curl } from "./curl.ts";
import { mcpSdk } from "./mcp-sdk.ts";
import { authJs, passport } from "./node-frameworks.ts";
import { oauth4webapi } from "./oauth4webapi.ts";
import { openidClient } from "./openid-client.ts";
import { aspNet, authlib, go, spring } from "./other-platforms.ts";
import type { Library, Sample, Target } from "./sample.ts";

export type { Building, Sample, Target } from "./sample.ts";

const LIBRARIES: readonly Library[] = [
  mcpSdk,
  openidClient,
  oauth4webapi,
  authJs,
  passport,
  spring,
  aspNet,
  authlib,
  go,
  curl,
];

export const samplesFor = (target: Target): readonly Sample[] => LIBRARIES.flatMap((library) => library(target) ?? []);
