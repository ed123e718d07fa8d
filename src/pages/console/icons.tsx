/** Icons of the navigation: next to words, never instead of them. */

const PATHS = {
  overview: "M3 11.5 12 4l9 7.5M5.5 9.8V20h13V9.8",
  application: "M4 5h16v14H4zM4 9h16M7 7h.01M9.5 7h.01",
  registration: "M4 6h16v12H4zM12 9v6M9 12h6M7 3.5h10",
  scope: "M12 3l8 3v6c0 4.5-3.4 7.6-8 9-4.6-1.4-8-4.5-8-9V6zM9 12l2.2 2.2L15.5 10",
  issuer: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.3 12.2l2.5 2.5 4.9-5",
  api: "M8 7 3 12l5 5M16 7l5 5-5 5M13.5 5l-3 14",
  request: "M4 5h16v12H9l-5 4zM8 9.5h8M8 12.5h5",
  refusal: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6",
  feed: "M3 12h4l3-7 4 14 3-7h4",
  try: "M7 4v16l13-8z",
  report: "M5 3h10l4 4v14H5zM14 3v5h5M8.5 13h7M8.5 16.5h7",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.7 3.8-5.5 7.5-5.5s6.7 1.8 7.5 5.5",
  team: "M9 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6zM3 19.5c.6-3.2 3-4.8 6-4.8s5.4 1.6 6 4.8M15.5 5.2a3.3 3.3 0 0 1 0 6.2M17.5 15c2 .7 3.2 2.2 3.5 4.5",
  grant: "M8.5 15.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12.6 12.6 20 20M16.5 16.5l2-2",
  signOut: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  waiting: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  key: "M15 3a6 6 0 1 0-5.2 9L4 17.8V21h4v-2.5h2.5V16H13v-2.2A6 6 0 0 0 15 3zM16 8h.01",
  audit: "M6 3h12v18H6zM9 7.5h6M9 11.5h6M9 15.5h3.5",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.7v4.6M9 14.7v4.6",
  branding:
    "M12 3a9 9 0 1 0 0 18c1.5 0 2-1 1.5-2-.8-1.7.2-3 2-3H18a3 3 0 0 0 3-3c0-5.5-4-10-9-10zM7.5 12h.01M9.5 7.5h.01M14.5 7.5h.01",
  claims: "M4 5h16v14H4zM8 10h3M8 14h8M14 10h2",
} as const;

export type IconName = keyof typeof PATHS;

export function NavIcon({ name }: { readonly name: IconName }) {
  return (
    <svg class="nav-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
