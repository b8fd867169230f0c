import { Input, InputGroup } from "@chakra-ui/react";
import { Search } from "lucide-react";

export function SearchBox(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <InputGroup flex="0 1 16rem" minW="10rem" startElement={<Search aria-hidden size={16} />}>
      <Input
        aria-label={props.label}
        onChange={(event) => props.onChange(event.target.value)}
        placeholder={props.label}
        size="sm"
        type="search"
        value={props.value}
      />
    </InputGroup>
  );
}
