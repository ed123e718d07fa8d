/** Spotify: the accounts service and the Web API: authorize. */
import type { Signature } from "../define.ts";

const PAGE = "https://github.com/aome510/spotify-player/issues/846";
const INSECURE = "https://github.com/pckhib/node-red-contrib-spotify/issues/36";

export const authorize: readonly Signature[] = [
  {
    id: "insecure-redirect",
    says: /INVALID_CLIENT:\s*Insecure redirect URI/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.93,
        fix: "Register and send an https URI, or the loopback address http://127.0.0.1:PORT or http://[::1]:PORT; http://localhost is refused.",
      },
    ],
    page: INSECURE,
    example: { text: "INVALID_CLIENT: Insecure redirect URI" },
  },
  {
    id: "redirect-page",
    says: /INVALID_CLIENT:\s*Invalid redirect URI|Illegal redirect_uri|redirect_uri:? (Not matching configuration|Illegal)/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Add the URI letter for letter under Dashboard > your app > Settings > Redirect URIs and press Save.",
      },
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.35,
        fix: "Use https, or http://127.0.0.1:PORT in place of http://localhost.",
        tell: "The URI is http on a name, such as localhost.",
      },
    ],
    page: PAGE,
    example: { text: "INVALID_CLIENT: Invalid redirect URI" },
  },
  {
    id: "client-page",
    says: /INVALID_CLIENT:\s*(Invalid client|Failed to get client)/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.92,
        fix: "Copy the Client ID of Dashboard > your app > Settings (32 hex digits).",
      },
    ],
    page: PAGE,
    example: { text: "INVALID_CLIENT: Invalid client" },
  },
  {
    id: "scope-page",
    says: /\bINVALID_SCOPE:|Illegal scope/,
    distinctive: true,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.65,
        fix: "Take the names from Spotify's list of scopes (user-read-email, playlist-modify-public).",
      },
      {
        reason: "scope/wrong-delimiter",
        weight: 0.4,
        fix: "Join scopes by a space (%20).",
        tell: "The value holds commas.",
      },
      { reason: "scope/misspelled", weight: 0.4, fix: "Compare each name with the list of scopes." },
    ],
    page: PAGE,
    example: { text: "INVALID_SCOPE: Invalid scope" },
  },
];
