import { IconButton } from "@chakra-ui/react";
import type { LucideIcon } from "lucide-react";

interface IconToggleProps {
  icon: LucideIcon;
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** A small button that stays pressed. */
export function IconToggle({ icon: Icon, label, isOn, onChange }: IconToggleProps) {
  return (
    <IconButton
      aria-label={label}
      aria-pressed={isOn}
      colorPalette="brand"
      onClick={() => onChange(!isOn)}
      size="2xs"
      title={label}
      variant={isOn ? "subtle" : "ghost"}
    >
      <Icon aria-hidden />
    </IconButton>
  );
}
