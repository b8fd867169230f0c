import { Button, IconButton } from "@chakra-ui/react";
import { type ComponentProps, memo } from "react";
import { ariaKeys, keysLabel } from "./keys";
import { type Action, possible, useAction } from "./registry";

interface ActionButtonProps
  extends Omit<ComponentProps<typeof IconButton>, "aria-label" | "onClick" | "children"> {
  /** Id of the action in the registry. */
  action: string;
  /** With its words beside the icon. */
  words?: boolean;
  /** Pressed or not, for actions that switch something. */
  pressed?: boolean;
  /** Draws the button anew: what the action's possibility hangs on. */
  dependsOn?: unknown;
}

/** A button for an action: its words, icon and keys come from the registry. */
export const ActionButton = memo(function ActionButton({ action: id, ...rest }: ActionButtonProps) {
  const action = useAction(id);
  return action ? <Drawn action={action} {...rest} /> : null;
});

function Drawn(props: Omit<ActionButtonProps, "action"> & { action: Action }) {
  const { action, words = false, pressed, dependsOn: _dependsOn, ...rest } = props;
  const { icon: Icon, keys, label } = action;
  const first = keys[0];
  const shared = {
    "aria-keyshortcuts": keys.length > 0 ? ariaKeys(keys) : undefined,
    "aria-pressed": pressed,
    "data-action": action.id,
    disabled: !possible(action),
    onClick: action.run,
    size: "sm" as const,
    title: first === undefined ? label : `${label} (${keysLabel(first)})`,
    variant: pressed ? ("subtle" as const) : ("ghost" as const),
    ...rest,
  };
  return words ? (
    <Button {...shared}>
      {Icon ? <Icon aria-hidden size={16} /> : null}
      {label}
    </Button>
  ) : (
    <IconButton aria-label={label} {...shared}>
      {Icon ? <Icon aria-hidden size={16} /> : null}
    </IconButton>
  );
}
