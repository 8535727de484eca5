# Sourced by smoke and chaos: project NAME FILE... defines compose, for a project of its own on free ports of this machine.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do :; done
  echo "$port"
}

project() {
  project=$1-$$ files=()
  local file
  for file in "${@:2}"; do files+=(-f "$file"); done
  if [ -z "${COMPOSE:-}" ]; then
    COMPOSE='docker compose'
    $COMPOSE version >/dev/null 2>&1 || COMPOSE=docker-compose
  fi
  export KAFKA_PORT=${KAFKA_PORT:-$(free_port)} REGISTRY_PORT=${REGISTRY_PORT:-$(free_port)} DASHBOARD_PORT=${DASHBOARD_PORT:-$(free_port)}
}

compose() { $COMPOSE -p "$project" "${files[@]}" "$@"; }
