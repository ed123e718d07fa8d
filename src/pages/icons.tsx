/** Icons next to words, never instead of them. */

const PATHS = {
  passed: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.2 14.2-4-4 1.5-1.5 2.5 2.5 5.4-5.4 1.5 1.5-6.9 6.9Z",
  failed:
    "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.2 12.7-1.5 1.5-2.7-2.7-2.7 2.7-1.5-1.5 2.7-2.7-2.7-2.7 1.5-1.5 2.7 2.7 2.7-2.7 1.5 1.5-2.7 2.7 2.7 2.7Z",
  "not reached": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z",
  next: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm.9 14.6-1.5-1.5 2.1-2.1H7v-2h6.5l-2.1-2.1 1.5-1.5 4.6 4.6-4.6 4.6Z",
  caution: "M12 2.6 1.4 21h21.2L12 2.6Zm1 15.4h-2v-2h2v2Zm0-3.6h-2V9.6h2v4.8Z",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
