import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { fetchResponse } from "../api/client";
import { Failure, Loading } from "../components/feedback";

/**
 * What the browser fetches by itself, once the server has said that it is there.
 *
 * A picture that can't be fetched looks like a damaged one, and a frame would show the refusal as its page.
 */
export function Fetchable({ address, children }: { address: string; children: ReactNode }) {
  const { error, isPending, refetch } = useQuery({
    queryKey: ["fetchable", address],
    queryFn: async ({ signal }) => {
      // Its first byte, as the answer to HEAD would not tell the reason.
      const response = await fetchResponse(address, signal, { Range: "bytes=0-0" });
      await response.body?.cancel();
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (isPending) return <Loading rows={4} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  // What was found of another file is no news of this one.
  return <Fragment key={address}>{children}</Fragment>;
}
