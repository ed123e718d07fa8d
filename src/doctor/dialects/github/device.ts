/** GitHub: OAuth apps, GitHub Apps and the REST API behind them: device. */
import type { Signature } from "../define.ts";

const DEVICE = "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps";

export const device: readonly Signature[] = [
  {
    id: "device_flow_disabled",
    error: "device_flow_disabled",
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Tick Enable Device Flow in the app's settings.",
      },
    ],
    page: DEVICE,
    example: { error: "device_flow_disabled", description: "Device Flow must be explicitly enabled for this App" },
  },
  {
    id: "incorrect_device_code",
    error: "incorrect_device_code",
    distinctive: true,
    means: [
      {
        reason: "code/unknown",
        weight: 0.85,
        fix: "Poll with the device_code of the last /login/device/code response, not with the user_code.",
      },
    ],
    page: DEVICE,
    example: { error: "incorrect_device_code", description: "The device_code provided is not valid." },
  },
  {
    id: "expired_token",
    error: "expired_token",
    means: [
      { reason: "code/expired", weight: 0.9, fix: "Ask /login/device/code for a new code: it lives 15 minutes." },
    ],
    page: DEVICE,
    example: { error: "expired_token", description: "This 'device_code' has expired." },
  },
  {
    id: "slow_down",
    error: "slow_down",
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.9,
        fix: "Wait for interval seconds between polls, and add five seconds after each slow_down.",
      },
    ],
    page: DEVICE,
    example: { error: "slow_down", description: "Too many requests have been made in the same timeframe." },
  },
  {
    id: "unsupported_grant_type",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.7,
        fix: "Send grant_type=urn:ietf:params:oauth:grant-type:device_code when polling; there is no client_credentials grant: a GitHub App uses its JWT for an installation token.",
      },
    ],
    page: DEVICE,
    example: {
      error: "unsupported_grant_type",
      description: "The grant type must be: urn:ietf:params:oauth:grant-type:device_code",
    },
  },
];
