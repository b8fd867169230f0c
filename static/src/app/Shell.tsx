import { Box, Button, Flex, HStack, Text, VStack } from "@chakra-ui/react";
import {
  Activity,
  Blocks,
  BookOpen,
  FolderOpen,
  Hammer,
  Languages,
  type LucideIcon,
  Moon,
  Sun,
  Undo2,
  Users,
  Workflow as WorkflowIcon,
} from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router";
import { editorOf } from "../api/ahead";
import { AfterPaint } from "../components/AfterPaint";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { Toaster } from "../components/toaster";
import { chooseColorMode, useColorMode } from "./colorMode";
import { spoken } from "./i18n";
import { LanguageChoice } from "./LanguageChoice";
import { LANGUAGES } from "./language";
import { airflowPath, EMBEDDED, ROOT, showInHost } from "./place";
import { SignedOut } from "./SignedOut";

interface Place {
  to: string;
  icon: LucideIcon;
  word: "workflows" | "pieces" | "files" | "jobs" | "workspace" | "health";
}

const PLACES: Place[] = [
  { to: "/workflows", icon: WorkflowIcon, word: "workflows" },
  { to: "/pieces", icon: Blocks, word: "pieces" },
  { to: "/files", icon: FolderOpen, word: "files" },
  { to: "/jobs", icon: Hammer, word: "jobs" },
  { to: "/workspace", icon: Users, word: "workspace" },
  { to: "/health", icon: Activity, word: "health" },
];

/** What every page sits in: Airflow's kind of bar at the left, or a row of tabs within Airflow's own page. */
export function Shell({ children }: { children: ReactNode }) {
  const location = useLocation();
  // It takes all the room there is, and its address follows the work without being another page.
  const isEditor = editorOf(location.pathname) !== null;
  useEffect(() => {
    // Named so that the effect runs at every change of the address.
    void location.pathname;
    showInHost();
  }, [location]);

  return (
    <Flex direction={EMBEDDED ? "column" : "row"} height="100%">
      <AfterPaint atOnce={!isEditor}>
        <SkipLink />
      </AfterPaint>
      {EMBEDDED ? (
        isEditor ? null : (
          <TabBar />
        )
      ) : (
        <AfterPaint atOnce={!isEditor} instead={<Box bg="brand.muted" flexShrink={0} width={16} />}>
          <SideBar />
        </AfterPaint>
      )}
      <Box
        as="main"
        flex={1}
        id="main"
        minH={0}
        minW={0}
        // Clipped, not hidden: what has the focus in the editor must not scroll all of it away.
        overflow={isEditor ? "clip" : "auto"}
        px={isEditor ? 0 : { base: 4, lg: 6 }}
        py={isEditor ? 0 : 4}
        tabIndex={-1}
      >
        <Box height={isEditor ? "100%" : undefined} maxW={isEditor ? undefined : "1400px"} mx="auto">
          <ErrorBoundary key={isEditor ? "editor" : location.pathname}>{children}</ErrorBoundary>
        </Box>
      </Box>
      <AfterPaint atOnce={!isEditor}>
        <SignedOut />
        <Toaster />
      </AfterPaint>
    </Flex>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <Button
      _focusVisible={{ insetBlockStart: 2 }}
      insetBlockStart={-20}
      insetInlineStart={2}
      onClick={() => document.getElementById("main")?.focus()}
      position="fixed"
      size="sm"
      zIndex="skipNav"
    >
      {t("nav.skip")}
    </Button>
  );
}

function SideBar() {
  const { t } = useTranslation();
  return (
    <VStack
      aria-label={t("nav.label")}
      as="nav"
      bg="brand.muted"
      flexShrink={0}
      gap={1}
      height="100%"
      overflowY="auto"
      py={2}
      width={16}
    >
      <NavLink aria-label={t("nav.home")} to="/workflows">
        <Logo />
      </NavLink>
      {PLACES.map(({ to, icon, word }) => (
        <NavLink key={to} to={to}>
          {({ isActive }) => <Tile active={isActive} icon={icon} text={t(`nav.${word}`)} />}
        </NavLink>
      ))}
      <Box flex={1} />
      <a href={`${ROOT}/api/v1/docs`}>
        <Tile icon={BookOpen} text={t("nav.apiDocs")} />
      </a>
      <LanguageChoice>
        <Tile icon={Languages} text={LANGUAGES[spoken()]} />
      </LanguageChoice>
      <ColorModeButton />
      <a href={airflowPath("/")}>
        <Tile icon={Undo2} text={t("nav.airflow")} />
      </a>
    </VStack>
  );
}

function TabBar() {
  const { t } = useTranslation();
  return (
    <HStack aria-label={t("nav.label")} as="nav" borderBottomWidth={1} flexShrink={0} gap={1} px={4}>
      {PLACES.map(({ to, icon: Icon, word }) => (
        <NavLink key={to} to={to}>
          {({ isActive }) => (
            <HStack
              borderBottomWidth={2}
              borderColor={isActive ? "brand.solid" : "transparent"}
              color={isActive ? "fg" : "fg.muted"}
              fontSize="sm"
              fontWeight={isActive ? "medium" : "normal"}
              gap={1.5}
              px={3}
              py={2}
            >
              <Icon aria-hidden size={16} />
              {t(`nav.${word}`)}
            </HStack>
          )}
        </NavLink>
      ))}
    </HStack>
  );
}

function Logo() {
  return (
    <Box alignItems="center" boxSize={14} display="flex" justifyContent="center">
      <img alt="" height={34} src={`${ROOT}/icon.svg`} width={34} />
    </Box>
  );
}

function Tile(props: { icon: LucideIcon; text: string; active?: boolean }) {
  const { icon: Icon, text, active = false } = props;
  return (
    <VStack
      _hover={active ? {} : { bg: "brand.emphasized", color: "fg" }}
      bg={active ? "brand.solid" : undefined}
      borderRadius="md"
      color={active ? "white" : "fg.muted"}
      gap={1}
      justifyContent="center"
      minH={14}
      px={0.5}
      width={14}
    >
      <Icon aria-hidden size={20} strokeWidth={1.75} />
      <Text fontSize="2xs" lineHeight="1.1" textAlign="center">
        {text}
      </Text>
    </VStack>
  );
}

function ColorModeButton() {
  const { t } = useTranslation();
  const mode = useColorMode();
  const other = mode === "dark" ? "light" : "dark";
  return (
    <Box asChild cursor="pointer">
      <button aria-label={t(`nav.to_${other}`)} onClick={() => chooseColorMode(other)} type="button">
        <Tile icon={mode === "dark" ? Sun : Moon} text={t(`nav.${other}`)} />
      </button>
    </Box>
  );
}
