import { Box, Button, Heading, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { Blocks, Plus } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useInstall, usePieces, useRepositories } from "../../api/repositories";
import { useMay, useMe } from "../../api/workspace";
import { Empty, Failure, Loading, PageHead } from "../../components/feedback";
import { SearchBox } from "../../components/SearchBox";
import { tell, tellFailure } from "../../components/toaster";
import { WorkspaceChoice } from "../../components/WorkspaceChoice";
import { createCatalogue } from "../../editor/model/catalogue";
import { matches } from "../../model/search";
import { InstallDialog } from "./InstallDialog";
import { PieceCard } from "./PieceCard";
import { PieceDialog } from "./PieceDialog";
import { RepositoryCard } from "./RepositoryCard";

export function PiecesPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [installing, setInstalling] = useState(false);
  const may = useMay("manage_repositories");
  const me = useMe();
  const repositories = useRepositories();
  const pieces = usePieces();
  const error = me.error ?? repositories.error ?? pieces.error;
  const loaded = repositories.data && pieces.data;

  return (
    <>
      <PageHead
        actions={
          <>
            <SearchBox label={t("pieces.search")} onChange={setSearch} value={search} />
            <WorkspaceChoice />
            {may ? (
              <Button colorPalette="brand" onClick={() => setInstalling(true)} size="sm">
                <Plus aria-hidden /> {t("pieces.install")}
              </Button>
            ) : null}
          </>
        }
        title={t("pieces.title")}
      />
      {error && !loaded ? (
        <Failure
          error={error}
          retry={() => void Promise.all([me.refetch(), repositories.refetch(), pieces.refetch()])}
        />
      ) : null}
      {!error && !loaded ? <Loading /> : null}
      {loaded && repositories.data.items.length === 0 ? <NothingInstalled may={may} /> : null}
      {loaded && repositories.data.items.length > 0 ? (
        <Installed pieces={pieces.data.items} repositories={repositories.data.items} search={search} />
      ) : null}
      {installing ? <InstallDialog onClose={() => setInstalling(false)} /> : null}
    </>
  );
}

function NothingInstalled({ may }: { may: boolean }) {
  const { t } = useTranslation();
  const install = useInstall();
  return (
    <Empty
      icon={Blocks}
      text={t(may ? "pieces.emptyText" : "pieces.emptyAskText")}
      title={t("pieces.emptyTitle")}
    >
      {may ? (
        <Button
          colorPalette="brand"
          loading={install.isPending}
          onClick={() =>
            install.mutate(
              { source: "starter", version: null },
              {
                onSuccess: () => tell(t("install.done", { name: t("install.starter") })),
                onError: tellFailure,
              },
            )
          }
        >
          {t("pieces.installStarter")}
        </Button>
      ) : null}
    </Empty>
  );
}

interface InstalledProps {
  repositories: Schemas["Repository"][];
  pieces: Schemas["Piece"][];
  search: string;
}

function Installed({ repositories, pieces, search }: InstalledProps) {
  const { t } = useTranslation();
  const wanted = useDeferredValue(search.trim());
  const [shown, setShown] = useState<Schemas["Piece"] | null>(null);
  const newest = useMemo(() => createCatalogue(pieces).newest, [pieces]);
  const found = newest.filter((piece) =>
    matches(wanted, [piece.label, piece.name, piece.description, ...piece.tags]),
  );
  return (
    <Stack gap={8}>
      {repositories.map((repository) => {
        const own = found.filter((piece) => piece.repository_id === repository.id);
        if (wanted && own.length === 0) return null;
        return (
          <Box as="section" key={repository.id}>
            <RepositoryCard
              count={newest.filter((piece) => piece.repository_id === repository.id).length}
              repository={repository}
            />
            <SimpleGrid gap={3} mt={3} templateColumns="repeat(auto-fill, minmax(260px, 1fr))">
              {own.map((piece) => (
                <PieceCard key={piece.id} onOpen={() => setShown(piece)} piece={piece} />
              ))}
            </SimpleGrid>
          </Box>
        );
      })}
      {wanted && found.length === 0 ? (
        <Text color="fg.muted">{t("pieces.noMatch", { search: wanted })}</Text>
      ) : null}
      <Heading srOnly>{t("pieces.repositories")}</Heading>
      <PieceDialog onClose={() => setShown(null)} piece={shown} />
    </Stack>
  );
}
