/** Leads to the wizard. */
export const NewApplicationLink = ({ root }: { readonly root: string }) => (
  <a class="button" href={`${root}/applications/new`}>
    New application
  </a>
);
