/** Where users are sent back to, and how an application hears of sign-outs. */
import type { Tab } from "./field.ts";

export const REDIRECTS: Tab = {
  path: "redirect-uris",
  label: "Redirect URIs",
  lead: "Where users may be sent back to. Each is compared character by character.",
  fields: [
    {
      member: "redirect_uris",
      label: "After signing in",
      hint: "One in each line, such as https://app.example/callback.",
      as: "lines",
    },
    { member: "post_logout_redirect_uris", label: "After signing out", hint: "One in each line.", as: "lines" },
    {
      member: "backchannel_logout_uri",
      label: "Told of sign-outs by the server",
      hint: "A URL of the application that a logout token is posted to when a session ends (back-channel logout).",
      as: "text",
      group: "When a user signs out",
    },
    {
      member: "backchannel_logout_session_required",
      label: "Its logout tokens must have sid",
      hint: "They have it in any case. Turn it on if the application ends single sessions.",
      as: "box",
    },
    {
      member: "frontchannel_logout_uri",
      label: "Told of sign-outs by the browser",
      hint: "A URL that the page after signing out loads in a hidden frame. Browsers that block third-party cookies break it.",
      as: "text",
    },
    {
      member: "frontchannel_logout_session_required",
      label: "Add iss and sid to that URL",
      hint: "So that the application can tell which session has ended.",
      as: "box",
    },
    {
      member: "allowed_schemes",
      label: "Schemes without a dot",
      hint: "Such as cursor or vscode. Any app on the device can claim one, so an operator allows each by name.",
      as: "words",
      group: "On the user's device",
    },
    {
      member: "any_localhost_port",
      label: "Any port on localhost",
      hint: "For applications on the user's device.",
      as: "box",
    },
  ],
};
