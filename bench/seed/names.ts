/** Words that the seed's users, applications, scopes and APIs are named with. */
export const FIRST =
  "Ada Alan Amina Anders Anna Arjun Barbara Ben Carmen Chen Clara Dana David Edsger Elif Emil Fatima Frances Grace Hana Hugo Ines Ivan Jaan Jean John Katya Ken Lena Leslie Lin Luis Margaret Maria Mateo Mei Mina Niklaus Noor Olga Omar Paula Priya Radia Ravi Rosa Sam Sofia Tim Tove Vera Wei Yuki Zoe".split(
    " ",
  );
export const LAST =
  "Allen Andersson Backus Baker Bauer Chen Costa Diaz Dijkstra Dubois Fischer Garcia Goldberg Gupta Haddad Hamilton Hansen Hopper Ito Ivanova Jensen Johnson Kaya Keller Khan Kim Kowalski Lamport Larsen Lee Liskov Lopez Lovelace Martin Meyer Mbeki Nagy Naur Nguyen Novak Okafor Olsen Park Patel Perlman Petrov Ritchie Rossi Santos Sato Schmidt Silva Singh Suzuki Tanaka Thompson Turing Wirth Yilmaz Zhang".split(
    " ",
  );
export const THINGS =
  "orders invoices reports tickets customers payments shipments products prices messages files events devices sensors contracts budgets forecasts schedules reviews coupons subscriptions refunds returns suppliers warehouses vehicles routes drivers patients appointments claims policies accounts transfers cards loans courses grades students teachers books shelves rooms bookings menus tables".split(
    " ",
  );
export const ACTS = ["read", "write", "delete", "export", "approve", "share", "list", "audit"] as const;
export const KINDS = ["Web", "Mobile", "Dashboard", "Import", "Export", "Sync", "Reports", "Bot", "Portal", "Agent"];
